using System.Net;
using Brev.Sdk.Ssh.Keys;
using Brev.Sdk.Ssh.Tests.Server;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Ssh.Tests.Keys;

/// <summary>Where keys and certificates must never turn up.</summary>
public sealed class SecretTests
{
    /// <summary>How every ed25519 certificate begins in base64, after the length of its type.</summary>
    private const string CertificateBegin = "AAAAIHNzaC1lZDI1NTE5LWNlcnQ";

    /// <summary>How every private key of OpenSSH begins in base64.</summary>
    private const string PrivateKeyBegin = "b3BlbnNzaC1rZXktdjE";

    [SshFact]
    public async Task No_key_stands_in_a_log_an_exception_a_text_or_a_file()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        await session.RunAsync("echo s3cr3t-command");
        File.WriteAllText(Path.Combine(stage.Server.Folder, "authorized_keys"), "");
        stage.Options.AuthenticationPatience = TimeSpan.Zero;
        var exception = await Assert.ThrowsAsync<BrevSshException>(() => stage.Brev.ConnectAsync(session.MachineId, stage.Options));

        string[] texts = [exception.ToString(), session.ToString(), stage.Options.ToString()!, .. stage.Log.Entries.Select(entry =>
            entry.Text), .. FilesOf(stage.Folder)];

        var secrets = stage.Server.UserKey.Split('\n').Where(line => line.Length > 20 && !line.StartsWith('-')).Append("s3cr3t");
        Assert.All(secrets, secret => Assert.DoesNotContain(texts, text => text.Contains(secret, StringComparison.Ordinal)));
    }

    [SshFact]
    public async Task No_certificate_and_no_ephemeral_key_stands_in_a_log_an_exception_a_text_or_a_file()
    {
        await using var stage = await SshStage.StartWithCertificatesAsync($"brev:v1:vm:ws0000001:login:{Environment.UserName}");
        await using var session = await stage.ConnectAsync();
        await session.RunAsync("true");
        File.WriteAllText(Path.Combine(stage.Server.Folder, "principals"), "");
        var exception = await Assert.ThrowsAsync<BrevSshException>(() => stage.Brev.ConnectAsync(session.MachineId, stage.Options));

        string[] texts = [exception.ToString(), session.ToString(), stage.Options.ToString()!, .. stage.Log.Entries.Select(entry =>
            entry.Text), .. FilesOf(stage.Folder)];

        Assert.Equal(SshFailureReason.AuthenticationFailed, exception.Reason);
        Assert.All([CertificateBegin, PrivateKeyBegin], begin =>
            Assert.DoesNotContain(texts, text => text.Contains(begin, StringComparison.Ordinal)));
    }

    [SshFact]
    public async Task An_unreadable_key_is_named_without_its_text()
    {
        await using var stage = await SshStage.StartAsync();
        stage.Fake.Users.SetSshKey(
            "-----BEGIN OPENSSH PRIVATE KEY-----\nczNjcjN0LWtleQ==\n-----END OPENSSH PRIVATE KEY-----\n", "ssh-ed25519 AAAA");

        var exception = await Assert.ThrowsAsync<BrevSshException>(stage.ConnectAsync);

        Assert.Equal(SshFailureReason.UnusableKey, exception.Reason);
        Assert.DoesNotContain("czNjcjN0", exception.ToString(), StringComparison.Ordinal);
    }

    [SshFact]
    public async Task The_key_file_of_the_CLI_is_used_when_it_is_there()
    {
        await using var stage = await SshStage.StartAsync();
        Directory.CreateDirectory(Path.Combine(stage.Folder, "brev"));
        File.Copy(stage.Server.UserKeyFile, Path.Combine(stage.Folder, "brev", "brev.pem"));

        await using var session = await stage.ConnectAsync();

        Assert.Empty(stage.Fake.Requests.For("GetCurrentUserKeys"));
    }

    [SshFact]
    public async Task A_key_file_of_another_account_is_passed_over_after_its_refusal()
    {
        await using var stage = await SshStage.StartAsync();
        Directory.CreateDirectory(Path.Combine(stage.Folder, "brev"));
        await Tool.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(stage.Folder, "brev", "brev.pem"));
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        stage.Options.AuthenticationPatience = TimeSpan.FromMinutes(2);

        await using var session = await stage.ConnectAsync();

        Assert.Single(stage.Fake.Requests.For("GetCurrentUserKeys"));
    }

    [SshFact]
    public async Task A_key_file_that_was_refused_is_tried_again_when_Brev_gives_no_key()
    {
        await using var stage = await SshStage.StartAsync();
        Directory.CreateDirectory(Path.Combine(stage.Folder, "brev"));
        File.Copy(stage.Server.UserKeyFile, Path.Combine(stage.Folder, "brev", "brev.pem"));
        var authorized = Path.Combine(stage.Server.Folder, "authorized_keys");
        File.WriteAllText(authorized, "");
        stage.Fake.Requests.FailNext("GetCurrentUserKeys", new FakeFailure(HttpStatusCode.Forbidden), times: 100);
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        stage.Options.AuthenticationPatience = TimeSpan.FromMinutes(2);
        stage.Options.Progress = new Then(() => File.WriteAllText(authorized, stage.Server.UserPublicKey + "\n"));

        await using var session = await stage.ConnectAsync();

        Assert.NotEmpty(stage.Fake.Requests.For("GetCurrentUserKeys"));
    }

    [SshFact]
    public async Task An_ephemeral_key_is_one_that_OpenSSH_reads()
    {
        await using var stage = await SshStage.StartAsync();
        var (key, file) = (new EphemeralKey(), Path.Combine(stage.Folder, "ephemeral"));
        await File.WriteAllBytesAsync(file, key.WritePrivate());
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Equal(key.PublicText, string.Join(' ', (await Tool.RunAsync("ssh-keygen", "-y", "-f", file)).Split([' ', '\n'])[..2]));
    }

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(File.ReadAllText);

    private sealed class Then(Action then) : IProgress<SshConnectProgress>
    {
        public void Report(SshConnectProgress value) => then();
    }
}
