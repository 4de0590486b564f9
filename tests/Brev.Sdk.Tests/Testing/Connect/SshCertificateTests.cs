using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class SshCertificateTests
{
    private static readonly string PublicKey =
        $"ssh-ed25519 {Convert.ToBase64String([.. Field("ssh-ed25519"), 0, 0, 0, 32, .. new byte[32]])} me@example.com";

    [Fact]
    public async Task A_certificate_for_a_node_names_the_node_the_linux_user_and_the_caller()
    {
        await using var stage = await ConnectStage.StartAsync();
        var node = stage.Brev.Nodes.Add(stage.OrganizationId, "spark-1").ExternalNodeId!;

        var answer = await stage.Client.IssueNodeSshCertificateAsync(
            new IssueNodeSshCertificateRequest { ExternalNodeId = node, LinuxUser = "nvidia", PublicKey = PublicKey });

        AssertCertificate(answer.Certificate, $"brev:v1:vm:{node}:login:nvidia", $"brev:v1:user:{stage.Brev.Users.Current.Id}");
        Assert.Empty(stage.Brev.Requests.Violations);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "certauth")]
    public async Task Nodes_say_whether_they_take_certificates_and_whose(bool takes, string? label)
    {
        await using var stage = await ConnectStage.StartAsync();
        stage.Brev.Nodes.SshTakesCertificates = takes;
        var id = stage.Brev.Nodes.Add(stage.OrganizationId, "spark-1").ExternalNodeId!;

        var read = await stage.Client.GetNodeAsync(new GetNodeRequest { ExternalNodeId = id, OrganizationId = stage.OrganizationId });

        Assert.Equal(label, read.ExternalNode!.Labels?.GetValueOrDefault("sshprovider"));
        Assert.Equal(takes ? stage.Brev.SshCertificateAuthority : null, read.ExternalNode.CertificateAuthority);
    }

    [Fact]
    public async Task A_certificate_for_an_environment_names_the_environment_the_linux_user_and_the_caller()
    {
        await using var stage = await ConnectStage.StartAsync();
        var environment = stage.Brev.Environments.Add(stage.OrganizationId).EnvironmentId!;

        var answer = await stage.Client.IssueEnvironmentSshCertificateAsync(
            new IssueEnvironmentSshCertificateRequest { EnvironmentId = environment, LinuxUser = "ubuntu", PublicKey = PublicKey });

        AssertCertificate(answer.Certificate, $"brev:v1:vm:{environment}:login:ubuntu", $"brev:v1:user:{stage.Brev.Users.Current.Id}");
        Assert.Empty(stage.Brev.Requests.Violations);
    }

    [Theory]
    [InlineData("ssh-ed25519")]
    [InlineData("ssh-ed25519 AAAA")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----")]
    public async Task A_text_that_is_no_public_key_gets_no_certificate(string publicKey)
    {
        await using var stage = await ConnectStage.StartAsync();
        var environment = stage.Brev.Environments.Add(stage.OrganizationId).EnvironmentId!;

        await ConnectStage.FailsAsync("invalid_argument", HttpStatusCode.BadRequest, () => stage.Client.IssueEnvironmentSshCertificateAsync(
            new IssueEnvironmentSshCertificateRequest { EnvironmentId = environment, LinuxUser = "ubuntu", PublicKey = publicKey }));
    }

    [Fact]
    public async Task An_environment_that_does_not_exist_gets_no_certificate()
    {
        await using var stage = await ConnectStage.StartAsync();

        await ConnectStage.FailsAsync("not_found", HttpStatusCode.NotFound, () => stage.Client.IssueEnvironmentSshCertificateAsync(
            new IssueEnvironmentSshCertificateRequest { EnvironmentId = "none", LinuxUser = "ubuntu", PublicKey = PublicKey }));
    }

    private static void AssertCertificate(string? certificate, string principal, string keyId)
    {
        var words = certificate!.Split(' ');
        Assert.Equal("ssh-ed25519-cert-v01@openssh.com", words[0]);
        var body = Convert.FromBase64String(words[1]);
        Assert.True(body.AsSpan().StartsWith(Field(words[0])));
        Assert.True(body.AsSpan().IndexOf(Field(principal)) > 0);
        Assert.True(body.AsSpan().IndexOf(Field(keyId)) > 0);
    }

    private static byte[] Field(string text)
    {
        var bytes = new byte[4 + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, text.Length);
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(4));
        return bytes;
    }
}
