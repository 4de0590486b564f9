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
    public async Task A_certificate_for_another_machine_does_not_let_in()
    {
        await using var stage = await SshStage.StartWithCertificatesAsync("brev:v1:vm:another:login:root");
        stage.Options.AuthenticationPatience = TimeSpan.Zero;

        var exception = await Assert.ThrowsAsync<BrevSshException>(stage.ConnectAsync);

        Assert.Equal(SshFailureReason.AuthenticationFailed, exception.Reason);
    }

    [SshTheory]
    [InlineData(3500, 1)]
    [InlineData(3545, 2)]
    public async Task A_certificate_is_issued_again_a_minute_before_it_ends(int seconds, int issued)
    {
        await using var stage = await SshStage.StartWithCertificatesAsync(Principal, onFakeTime: true);
        await using var session = await stage.ConnectAsync();
        stage.Fake.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await stage.Server.EndAsync();
        await stage.Server.RestartAsync();

        // The real server goes by the real time, to which a certificate of the fake's later time is not valid yet.
        await Record.ExceptionAsync(() => session.RunAsync("true"));

        Assert.Equal(issued, stage.Fake.Requests.For("IssueEnvironmentSshCertificate").Count);
    }
}
