using System.Diagnostics;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Testing.Connect;

namespace Brev.Sdk.ProcessTests.Testing;

/// <summary>OpenSSH itself reads what the fake signs, which takes a signature that holds.</summary>
public sealed class SshCertificateProgramTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SshKeygenFact]
    public async Task OpenSSH_reads_the_certificate_of_an_environment()
    {
        await using var stage = await ConnectStage.StartAsync();
        var environment = stage.Brev.Environments.Add(stage.OrganizationId).EnvironmentId!;

        var answer = await stage.Client.IssueEnvironmentSshCertificateAsync(
            new IssueEnvironmentSshCertificateRequest
            {
                EnvironmentId = environment,
                LinuxUser = "ubuntu",
                PublicKey = await MakeKeyAsync("ed25519"),
            });

        await AssertReadsAsync(
            answer.Certificate!, "ssh-ed25519-cert-v01@openssh.com", stage.Brev.Users.Current.Id, $"brev:v1:vm:{environment}:login:ubuntu");
    }

    [SshKeygenFact]
    public async Task OpenSSH_reads_the_certificate_of_a_node()
    {
        await using var stage = await ConnectStage.StartAsync();
        var node = stage.Brev.Nodes.Add(stage.OrganizationId, "spark-1").ExternalNodeId!;

        var answer = await stage.Client.IssueNodeSshCertificateAsync(
            new IssueNodeSshCertificateRequest { ExternalNodeId = node, LinuxUser = "nvidia", PublicKey = await MakeKeyAsync("rsa") });

        await AssertReadsAsync(
            answer.Certificate!, "ssh-rsa-cert-v01@openssh.com", stage.Brev.Users.Current.Id, $"brev:v1:vm:{node}:login:nvidia");
    }

    private async Task<string> MakeKeyAsync(string type)
    {
        await RunAsync("-q", "-t", type, "-N", "", "-f", _folder.File("key"));
        return await File.ReadAllTextAsync(_folder.File("key.pub"));
    }

    private async Task AssertReadsAsync(string certificate, string type, string? user, string principal)
    {
        await File.WriteAllTextAsync(_folder.File("key-cert.pub"), certificate + "\n");

        var lines = (await RunAsync("-L", "-f", _folder.File("key-cert.pub"))).Split('\n', StringSplitOptions.TrimEntries);

        Assert.Contains($"Type: {type} user certificate", lines);
        Assert.Contains($"Key ID: \"brev:v1:user:{user}\"", lines);
        Assert.Equal(principal, lines[Array.IndexOf(lines, "Principals:") + 1]);
        Assert.Contains("permit-pty", lines);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("ssh-keygen", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"ssh-keygen {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
        return await output;
    }
}
