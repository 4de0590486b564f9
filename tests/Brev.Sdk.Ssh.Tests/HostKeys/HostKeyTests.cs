using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.HostKeys;

/// <summary>Trust on first use, and what ends it.</summary>
public sealed class HostKeyTests
{
    [SshFact]
    public async Task The_key_of_a_first_connection_is_kept_for_the_user_alone()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        Assert.Equal($"{session.MachineId} {string.Join(' ', stage.Server.HostPublicKey.Split(' ')[..2])}\n", File.ReadAllText(
            stage.KnownHosts));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(stage.KnownHosts));
    }

    [SshFact]
    public async Task The_same_key_is_trusted_again_and_kept_once()
    {
        await using var stage = await SshStage.StartAsync();
        var workspace = stage.AddWorkspace();
        await using var first = await stage.Brev.ConnectAsync(workspace, stage.Options);
        await using var second = await stage.Brev.ConnectAsync(workspace, stage.Options);

        Assert.Single(File.ReadAllLines(stage.KnownHosts));
    }

    [SshFact]
    public async Task A_changed_key_is_refused_at_once_with_what_it_may_mean()
    {
        await using var stage = await SshStage.StartAsync();
        var workspace = stage.AddWorkspace();
        await using var first = await stage.Brev.ConnectAsync(workspace, stage.Options);
        await stage.Server.ReplaceHostKeyAsync();
        await stage.RestartServerAsync();

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => stage.Brev.ConnectAsync(workspace, stage.Options));

        Assert.Equal(SshFailureReason.HostKeyChanged, exception.Reason);
        Assert.Contains(first.HostKeyFingerprint, exception.Message, StringComparison.Ordinal);
        Assert.Contains("an attack", exception.Message, StringComparison.Ordinal);
        Assert.Contains(stage.KnownHosts, exception.Message, StringComparison.Ordinal);
    }

    [SshFact]
    public async Task A_recreated_workspace_starts_afresh()
    {
        await using var stage = await SshStage.StartAsync();
        var workspace = stage.AddWorkspace("training-1");
        await using var first = await stage.Brev.ConnectAsync(workspace, stage.Options);
        stage.Fake.Workspaces.Remove(workspace.Id!);
        await stage.Server.ReplaceHostKeyAsync();
        await stage.RestartServerAsync();

        await using var second = await stage.Brev.ConnectAsync(stage.AddWorkspace("training-1"), stage.Options);

        Assert.NotEqual(first.HostKeyFingerprint, second.HostKeyFingerprint);
    }

    [SshTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pinned_key_is_a_public_key_or_a_fingerprint(bool isFingerprint)
    {
        await using var stage = await SshStage.StartAsync();
        stage.Options.HostKey = isFingerprint
            ? (await Tool.RunAsync("ssh-keygen", "-lf", Path.Combine(stage.Server.Folder, "host.pub"))).Split(' ')[1]
            : stage.Server.HostPublicKey;

        await using var session = await stage.ConnectAsync();

        Assert.False(File.Exists(stage.KnownHosts));
    }

    [SshTheory]
    [InlineData("rsa", true)]
    [InlineData("rsa", false)]
    [InlineData("ecdsa", true)]
    [InlineData("ecdsa", false)]
    public async Task A_pinned_key_of_another_type_than_the_usual_one_is_found(string type, bool isFingerprint)
    {
        await using var stage = await SshStage.StartAsync();
        var file = await AddHostKeyAsync(stage, type);
        var fingerprint = (await Tool.RunAsync("ssh-keygen", "-lf", file + ".pub")).Split(' ')[1];
        stage.Options.HostKey = isFingerprint ? fingerprint : File.ReadAllText(file + ".pub");

        await using var session = await stage.ConnectAsync();

        Assert.Equal(fingerprint, session.HostKeyFingerprint);
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_key_than_the_pinned_one_is_refused(bool isFingerprint)
    {
        await using var stage = await SshStage.StartAsync();
        await AddHostKeyAsync(stage, "ecdsa");
        stage.Options.HostKey = isFingerprint ? "SHA256:AAAA" : stage.Server.UserPublicKey;

        var exception = await Assert.ThrowsAsync<BrevSshException>(stage.ConnectAsync);

        Assert.Equal(SshFailureReason.HostKeyChanged, exception.Reason);
    }

    private static async Task<string> AddHostKeyAsync(SshStage stage, string type)
    {
        var file = Path.Combine(stage.Server.Folder, $"host-{type}");
        await Tool.RunAsync("ssh-keygen", "-q", "-t", type, "-N", "", "-f", file);
        stage.Server.OtherHostKeyFiles.Add(file);
        await stage.RestartServerAsync();
        return file;
    }

    [SshFact]
    public async Task A_machine_that_refuses_the_key_leaves_no_host_key_behind()
    {
        await using var stage = await SshStage.StartAsync();
        File.WriteAllText(Path.Combine(stage.Server.Folder, "authorized_keys"), "");
        stage.Options.AuthenticationPatience = TimeSpan.Zero;

        var exception = await Assert.ThrowsAsync<BrevSshException>(stage.ConnectAsync);

        Assert.Equal((SshFailureReason.AuthenticationFailed, false), (exception.Reason, File.Exists(stage.KnownHosts)));
    }
}
