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
        var ids = Enumerable.Range(0, 200).Select(number => $"machine-{number}").ToArray();

        await Task.WhenAll(ids.Select(id => Task.Run(() => Check(id).Keep(First(id)))));

        Assert.All(ids, id => Assert.Single(File.Find(id)));
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
