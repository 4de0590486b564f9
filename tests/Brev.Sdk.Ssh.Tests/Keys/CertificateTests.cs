using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.Keys;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Keys;

/// <summary>Machines that take a certificate instead of a key: the real server checks what the fake's authority has signed.</summary>
public sealed class CertificateTests
{
    /// <summary>The first workspace of a fake.</summary>
    private static readonly string Principal = $"brev:v1:vm:ws0000001:login:{Environment.UserName}";

    [SshFact]
    public async Task A_certificate_of_Brev_lets_in()
    {
        await using var stage = await SshStage.StartWithCertificatesAsync(Principal);

        await using var session = await stage.ConnectAsync();

        Assert.Equal(Environment.UserName + "\n", (await session.RunAsync("id -un")).Output);
        Assert.Empty(stage.Fake.Requests.For("GetCurrentUserKeys"));
    }

    [SshFact]
    public async Task A_certificate_of_Brev_lets_into_a_node()
    {
        await using var stage = await SshStage.StartWithCertificatesAsync($"brev:v1:vm:unode1:login:{Environment.UserName}");

        await using var session = await stage.Brev.ConnectAsync(await stage.AddNodeAsync(), stage.Options);

        Assert.Equal(Environment.UserName + "\n", (await session.RunAsync("id -un")).Output);
        Assert.Single(stage.Fake.Requests.For("IssueNodeSshCertificate"));
        Assert.Empty(stage.Fake.Requests.For("GetCurrentUserKeys"));
    }

    [SshFact]
    public async Task A_certificate_for_another_machine_does_not_let_in()
    {
        await using var stage = await SshStage.StartWithCertificatesAsync("brev:v1:vm:another:login:root");
        stage.Options.AuthenticationPatience = TimeSpan.Zero;

        var exception = await Assert.ThrowsAsync<BrevSshException>(stage.ConnectAsync);

        Assert.Equal(SshFailureReason.AuthenticationFailed, exception.Reason);
    }

    [Theory]
    [InlineData(null, "ssh -i brev-key -p 2222 ubuntu@gpu.example.com")]
    [InlineData(
        "spark.example.com",
        "ssh -i brev-key -o ProxyCommand='cloudflared access ssh --hostname spark.example.com' ubuntu@spark.example.com")]
    public async Task A_certificate_that_cannot_be_presented_is_told_with_the_command_of_OpenSSH_that_can(string? proxy, string command)
    {
        using var key = new CertifiedKey(new OddTarget(), TimeProvider.System);

        var exception = await Assert.ThrowsAsync<BrevSshException>(() =>
            key.GetAsync(new SshAddress(proxy is null ? "gpu.example.com" : "", 2222, "ubuntu") { ProxyHostname = proxy }, default));

        Assert.Equal(SshFailureReason.UnusableKey, exception.Reason);
        Assert.Contains("BrevClient.IssueNodeSshCertificateAsync", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(command, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(OddTarget.Certificate, exception.ToString(), StringComparison.Ordinal);
    }

    [SshTheory]
    [InlineData(3500, 1)]
    [InlineData(3545, 2)]
    public async Task A_certificate_is_issued_again_a_minute_before_it_ends(int seconds, int issued)
    {
        // The real server goes by the real time, which the fake comes to when its clock has moved.
        var began = DateTimeOffset.UtcNow - TimeSpan.FromSeconds(seconds);
        await using var stage = await SshStage.StartWithCertificatesAsync(Principal, began);
        await using var session = await stage.ConnectAsync();
        stage.Fake.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await stage.RestartServerAsync();

        var output = await RunOverNewConnectionAsync(session);

        Assert.Equal("hello\n", output);
        Assert.Equal(issued, stage.Fake.Requests.For("IssueEnvironmentSshCertificate").Count);
    }

    private static async Task<string> RunOverNewConnectionAsync(BrevSshSession session)
    {
        while (true)
        {
            try
            {
                return (await session.RunAsync("echo hello")).Output;
            }
            catch (BrevSshException exception) when (exception.Reason == SshFailureReason.ConnectionLost)
            {
                // The end of the first connection had not been seen yet.
            }
        }
    }

    /// <summary>A machine whose certificates are of a kind that is not known here.</summary>
    private sealed class OddTarget : ISshTarget
    {
        public const string Certificate = "ssh-odd-cert-v01@openssh.com AAAAodd";

        public string Id => "node-1";

        public string Name => "node 'spark'";

        public string CliCommand => "brev shell spark";

        public string CertificateCall => nameof(BrevClient.IssueNodeSshCertificateAsync);

        public Task<AddressFinding> FindAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> IssueCertificateAsync(string publicKey, SshAddress address, CancellationToken cancellationToken) =>
            Task.FromResult<string?>(Certificate);
    }
}
