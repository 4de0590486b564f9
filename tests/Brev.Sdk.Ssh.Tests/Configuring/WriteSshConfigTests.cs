using Brev.Sdk.Testing;

namespace Brev.Sdk.Ssh.Tests.Configuring;

/// <summary>What is written for OpenSSH, and what is left out.</summary>
public sealed class WriteSshConfigTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task The_entry_of_a_workspace_is_the_one_that_the_CLI_writes()
    {
        await using var stage = await ConfigStage.StartAsync();
        var workspace = stage.Fake.Workspaces.Add("training-1");

        var result = await stage.WriteAsync();

        Assert.Equal(
            $"""
            # Written by brev and Brev.Sdk, and replaced as a whole: put your own settings into ~/.ssh/config.

            Host training-1
              # Machine {workspace.Id}
              HostName gpu.example.com
              Port 2222
              User ubuntu
              IdentityFile "{stage.KeyFile}"
              IdentitiesOnly yes
              StrictHostKeyChecking no
              UserKnownHostsFile /dev/null
              ServerAliveInterval 30

            """,
            File.ReadAllText(stage.Config));
        Assert.Equal([new SshConfigHost("training-1", workspace.Id!, "training-1")], result.Hosts);
        Assert.Equal((stage.Config, stage.KeyFile), (result.Path, result.KeyPath));
    }

    [Fact]
    public async Task Checked_host_keys_are_kept_with_those_of_sessions_by_the_id_of_the_machine()
    {
        await using var stage = await ConfigStage.StartAsync();
        var workspace = stage.Fake.Workspaces.Add("training-1");
        stage.Options.CheckHostKeys = true;

        await stage.WriteAsync();

        Assert.Contains(
            $"  StrictHostKeyChecking accept-new\n  UserKnownHostsFile \"{stage.Options.Folder}/known_hosts\"\n  HostKeyAlias "
                + $"{workspace.Id}\n  HashKnownHosts no\n",
            File.ReadAllText(stage.Config), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_behind_Cloudflare_goes_through_its_program()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.SshProxyHostname = "training-1.proxy.example.com";
        stage.Fake.Requests.FailNext("GetEnvironmentNetworkInfo", new FakeFailure(System.Net.HttpStatusCode.NotFound));
        stage.Fake.Workspaces.Add("training-1");

        await stage.WriteAsync();

        Assert.EndsWith("  ProxyCommand cloudflared access ssh --hostname training-1.proxy.example.com\n", File.ReadAllText(
            stage.Config), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_for_Cloudflare_is_that_of_the_options()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.SshProxyHostname = "training-1.proxy.example.com";
        stage.Fake.Requests.FailNext("GetEnvironmentNetworkInfo", new FakeFailure(System.Net.HttpStatusCode.NotFound));
        stage.Fake.Workspaces.Add("training-1");
        stage.Options.ProxyProgram = "/opt/my tools/cloudflared";

        await stage.WriteAsync();

        Assert.Contains(
            "  ProxyCommand \"/opt/my tools/cloudflared\" access ssh ", File.ReadAllText(stage.Config), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cloudflared; rm -rf ~")]
    [InlineData("%h")]
    [InlineData("a\nb")]
    public async Task A_program_that_could_mean_something_else_is_refused(string program)
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Options.ProxyProgram = program;

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(stage.WriteAsync);

        Assert.Contains("SshConfigOptions.ProxyProgram", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_whose_address_cannot_be_asked_for_now_keeps_its_entry()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("training-1");
        stage.Fake.Workspaces.Add("training-2");
        await stage.WriteAsync();
        var before = File.ReadAllText(stage.Config);
        stage.Fake.Requests.FailNext("GetEnvironment", new FakeFailure(System.Net.HttpStatusCode.InternalServerError), times: 100);
        stage.Fake.Requests.FailNext("GetWorkspace", new FakeFailure(System.Net.HttpStatusCode.InternalServerError), times: 100);

        var result = await stage.WriteAsync();

        Assert.Equal(before, File.ReadAllText(stage.Config));
        Assert.Equal(["training-1", "training-2"], result.Hosts.Select(host => host.Alias));
    }

    [Theory]
    [InlineData("Host other training-1\n  HostName own.example.com\n")]
    [InlineData("Include own/*.conf\n")]
    [InlineData("Host *\n  User me\nHost other train*-1\n")]
    public async Task A_machine_with_the_name_of_one_of_the_users_own_hosts_goes_by_its_id(string own)
    {
        await using var stage = await ConfigStage.StartAsync();
        var workspace = stage.Fake.Workspaces.Add("training-1");
        stage.Fake.Workspaces.Add("training-2");
        var folder = Directory.CreateDirectory(Path.Combine(stage.Options.OpenSshFolder!, "own")).FullName;
        File.WriteAllText(Path.Combine(folder, "a.conf"), own[0] == 'I' ? "Include b.conf\nhost=training-1\n" : "");
        File.WriteAllText(stage.UserConfig, own);

        await stage.WriteAsync();
        var result = await stage.WriteAsync();

        Assert.Equal(["training-2", workspace.Id], result.Hosts.Select(host => host.Alias));
        Assert.DoesNotContain("Host training-1", File.ReadAllText(stage.Config), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_has_stopped_loses_its_entry()
    {
        await using var stage = await ConfigStage.StartAsync();
        var workspace = stage.Fake.Workspaces.Add("training-1");
        await stage.WriteAsync();
        await stage.Brev.StopWorkspaceAsync(workspace.Id!);

        Assert.Empty((await stage.WriteAsync()).Hosts);
        Assert.DoesNotContain("training-1", File.ReadAllText(stage.Config), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_folders_that_are_made_are_for_the_user_alone()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("training-1");

        await stage.WriteAsync();

        Assert.All([stage.Config, stage.KeyFile, stage.UserConfig], file => Assert.Equal(Private, File.GetUnixFileMode(file)));
        Assert.All([stage.Options.Folder!, stage.Options.OpenSshFolder!], folder =>
            Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
        Assert.Equal(stage.Key, File.ReadAllText(stage.KeyFile));
        Assert.Equal(
            3, Directory.GetFiles(stage.Home, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Length);
    }

    [Fact]
    public async Task A_second_call_touches_no_file()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("b");
        stage.Fake.Workspaces.Add("a");
        await stage.WriteAsync();
        string[] files = [stage.Config, stage.KeyFile, stage.UserConfig];
        var before = files.Select(File.ReadAllText).ToArray();
        Assert.All(files, file => File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch));

        await stage.WriteAsync();

        Assert.Equal(before, files.Select(File.ReadAllText));
        Assert.All(files, file => Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file)));
    }

    [Fact]
    public async Task Permissions_that_others_have_on_the_key_are_taken_from_them()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("training-1");
        await stage.WriteAsync();
        Assert.All([stage.Config, stage.KeyFile], file =>
            File.SetUnixFileMode(file, Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead));

        await stage.WriteAsync();

        Assert.All([stage.Config, stage.KeyFile], file => Assert.Equal(Private, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_key_that_is_not_to_be_written_is_not_asked_for()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("training-1");
        stage.Options.WriteKey = false;

        await stage.WriteAsync();

        Assert.False(File.Exists(stage.KeyFile));
        Assert.Empty(stage.Fake.Requests.For("GetCurrentUserKeys"));
    }

    [Fact]
    public async Task A_machine_without_an_address_is_left_out_and_told()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("running");
        var stopped = stage.Fake.Workspaces.Add("stopped", WorkspaceStatus.Stopped);

        var result = await stage.WriteAsync();

        Assert.Equal(["running"], result.Hosts.Select(host => host.Alias));
        var skip = Assert.Single(result.Skipped);
        Assert.Equal(stopped.Id, skip.MachineId);
        Assert.Contains("StartWorkspaceAsync", skip.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_takes_certificates_is_left_out_and_told()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.SshTakesCertificates = true;
        stage.Fake.Workspaces.Add("training-1");

        var result = await stage.WriteAsync();

        Assert.Contains("certificates", Assert.Single(result.Skipped).Reason, StringComparison.Ordinal);
        Assert.Empty(result.Hosts);
        Assert.False(File.Exists(stage.KeyFile));
    }

    [Fact]
    public async Task Machines_of_other_members_are_not_written()
    {
        await using var stage = await ConfigStage.StartAsync();
        var other = stage.Fake.Organizations.AddMembers(stage.Fake.Organizations.Default.Id!, 1)[0];
        stage.Fake.Workspaces.Add("theirs", userId: other.Id);

        var result = await stage.WriteAsync();

        Assert.Empty(result.Hosts);
        Assert.Empty(result.Skipped);
    }

    [Fact]
    public async Task Without_an_organization_the_active_one_is_meant()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("training-1");
        stage.Options.OrganizationId = null;

        Assert.Equal("training-1", Assert.Single((await stage.WriteAsync()).Hosts).Alias);
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_is_not_written_and_not_shown()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("training-1");
        stage.Fake.Users.SetSshKey(
            "-----BEGIN OPENSSH PRIVATE KEY-----\nczNjcjN0LWtleQ==\n-----END OPENSSH PRIVATE KEY-----\n", "ssh-ed25519 AAAA");

        var exception = await Assert.ThrowsAsync<BrevSshException>(stage.WriteAsync);

        Assert.Equal(SshFailureReason.UnusableKey, exception.Reason);
        Assert.DoesNotContain("czNjcjN0", exception.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(stage.Options.Folder));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_named_in_a_configuration_is_refused()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Options.Folder = Path.Combine(stage.Home, "a\"\nProxyCommand x");

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(stage.WriteAsync);

        Assert.Contains("SshConfigOptions.Folder", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named_with_the_line_to_add_by_hand()
    {
        await using var stage = await ConfigStage.StartAsync();
        Directory.CreateDirectory(stage.UserConfig);

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(stage.WriteAsync);

        Assert.Contains($"Include \"{stage.Config}\"", exception.Message, StringComparison.Ordinal);
    }
}
