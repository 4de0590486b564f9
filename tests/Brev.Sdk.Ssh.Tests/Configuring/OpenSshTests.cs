using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Configuring;

/// <summary>What OpenSSH itself makes of the files.</summary>
public sealed class OpenSshTests
{
    [SshFact]
    public async Task OpenSSH_reads_the_entry_through_the_included_file()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Options.Folder = Path.Combine(stage.Home, "folder of brev");
        stage.Fake.Workspaces.Add("training-1");
        Directory.CreateDirectory(stage.Options.OpenSshFolder!);
        File.WriteAllText(stage.UserConfig, "Host other\n  User somebody");
        await stage.WriteAsync();

        var seen = (await Tool.RunAsync("ssh", "-G", "-F", stage.UserConfig, "training-1")).Split('\n');
        var other = (await Tool.RunAsync("ssh", "-G", "-F", stage.UserConfig, "other")).Split('\n');

        Assert.Subset(seen.ToHashSet(), new HashSet<string>
        {
            "hostname gpu.example.com", "port 2222", "user ubuntu", $"identityfile {stage.KeyFile}", "identitiesonly yes",
            "stricthostkeychecking false", "userknownhostsfile /dev/null", "serveraliveinterval 30",
        });
        Assert.Contains("user somebody", other);
        Assert.DoesNotContain("hostname gpu.example.com", other);
    }

    [SshFact]
    public async Task OpenSSH_reaches_the_machine_and_trusts_the_host_key_that_a_session_has_kept()
    {
        await using var stage = await SshStage.StartAsync();
        var workspace = stage.AddWorkspace();
        await using (await stage.Brev.ConnectAsync(workspace, stage.Options))
        {
        }

        var known = File.ReadAllText(stage.KnownHosts);
        var openSsh = Path.Combine(stage.Folder, "ssh");
        await stage.Brev.WriteSshConfigAsync(
            new SshConfigOptions { Folder = stage.Options.Folder, OpenSshFolder = openSsh, CheckHostKeys = true });

        Assert.Equal("hello\n", await Tool.RunAsync(
            "ssh", "-F", Path.Combine(openSsh, "config"), "-o", "BatchMode=yes", "training-1", "echo hello"));
        Assert.Equal(known, File.ReadAllText(stage.KnownHosts));
    }
}
