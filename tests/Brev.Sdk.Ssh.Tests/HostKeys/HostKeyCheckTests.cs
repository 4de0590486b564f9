using Brev.Sdk.Files;
using Brev.Sdk.Ssh.HostKeys;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Ssh.Tests.HostKeys;

/// <summary>First connections that are made at once, by one program or by several.</summary>
public sealed class HostKeyCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private KnownHostsFile File => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_machines_key_is_kept()
    {
        const int Threads = 16;
        const int PerThread = 60;

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            for (var number = 0; number < PerThread; number++)
            {
                await Check($"machine-{thread}-{number}").KeepAsync(First($"key {thread} {number}"), default);
            }
        })));

        var lines = await System.IO.File.ReadAllLinesAsync(File.Path);
        Assert.Equal(Threads * PerThread, lines.Select(line => line.Split(' ')).Count(words => words.Length == 3));
    }

    [Fact]
    public async Task A_key_that_is_not_the_one_that_was_kept_meanwhile_is_refused()
    {
        await Check("machine").KeepAsync(First("one key"), default);

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => Check("machine").KeepAsync(First("another"), default));

        Assert.Equal(SshFailureReason.HostKeyChanged, exception.Reason);
    }

    [Fact]
    public async Task A_key_that_was_kept_meanwhile_is_kept_once()
    {
        await Check("machine").KeepAsync(First("one key"), default);
        await Check("machine").KeepAsync(First("one key"), default);

        Assert.Single(File.Find("machine"));
    }

    /// <summary>A lock of another open file is to the operating system what one of another process is.</summary>
    [Fact]
    public async Task A_key_that_another_process_keeps_meanwhile_is_seen_before_ones_own_is_kept()
    {
        await Check("machine").KeepAsync(First("one key"), default);
        var others = System.IO.File.ReadAllText(File.Path).Replace("machine", "other", StringComparison.Ordinal);
        var process = LockFile.TryTake(HeldLock.PathOf(File.Path)).File!;
        var keeping = Check("other").KeepAsync(First("another key"), default);

        Assert.False(keeping.IsCompleted);
        System.IO.File.WriteAllText(File.Path, others);
        await process.DisposeAsync();

        await Assert.ThrowsAsync<BrevSshException>(() => keeping);
        Assert.Equal(others, System.IO.File.ReadAllText(File.Path));
    }

    [Fact]
    public async Task A_line_of_another_program_without_its_end_stays_whole()
    {
        System.IO.File.WriteAllText(File.Path, "other ssh-ed25519 AAAA");

        await Check("machine").KeepAsync(First("one key"), default);

        Assert.StartsWith("other ssh-ed25519 AAAA\nmachine ssh-ed25519 ", System.IO.File.ReadAllText(File.Path), StringComparison.Ordinal);
    }

    private static HostKeyVerdict First(string text) => HostKeyVerdict.First(
        "SHA256:x", new KnownHost("ssh-ed25519", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))));

    private HostKeyCheck Check(string id) => new(id, id, File, pinnedKey: null);
}
