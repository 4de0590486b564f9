using Brev.Sdk.Ssh.HostKeys;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Ssh.Tests.HostKeys;

/// <summary>First connections of one program that are made at once.</summary>
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
        using var together = new Barrier(Threads);

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () =>
            {
                for (var number = 0; number < PerThread; number++)
                {
                    together.SignalAndWait();
                    Check($"machine-{thread}-{number}").Keep(First($"key {thread} {number}"));
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        var lines = await System.IO.File.ReadAllLinesAsync(File.Path);
        Assert.Equal(Threads * PerThread, lines.Select(line => line.Split(' ')).Count(words => words.Length == 3));
    }

    [Fact]
    public void A_key_that_is_not_the_one_that_was_kept_meanwhile_is_refused()
    {
        Check("machine").Keep(First("one key"));

        var exception = Assert.Throws<BrevSshException>(() => Check("machine").Keep(First("another")));

        Assert.Equal(SshFailureReason.HostKeyChanged, exception.Reason);
    }

    [Fact]
    public void A_key_that_was_kept_meanwhile_is_kept_once()
    {
        Check("machine").Keep(First("one key"));
        Check("machine").Keep(First("one key"));

        Assert.Single(File.Find("machine"));
    }

    private static HostKeyVerdict First(string text) => HostKeyVerdict.First(
        "SHA256:x", new KnownHost("ssh-ed25519", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text))));

    private HostKeyCheck Check(string id) => new(id, id, File, pinnedKey: null);
}
