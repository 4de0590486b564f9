using System.Text;

namespace Brev.Sdk.Ssh.Tests.Configuring;

/// <summary>The user's own configuration gets one line and keeps every byte.</summary>
public sealed class ConfigIncludeTests
{
    [Theory]
    [InlineData("Host a\n  User b\n", "\n")]
    [InlineData("Host a\r\n  User b\r\n", "\r\n")]
    [InlineData("Host a\n  User b", "\n")]
    [InlineData("# a comment", "\n")]
    [InlineData("Host caf\u00e9 # \ud83d\ude00\n", "\n")]
    [InlineData("Include other\n", "\n")]
    [InlineData("Include ../*/ssh_config\n", "\n")]
    [InlineData("Include other # \"CONFIG\"\n", "\n")]
    [InlineData("# Include \"CONFIG\"\n", "\n")]
    [InlineData("Host a\n  Include \"CONFIG\"\n", "\n")]
    [InlineData("Match user b\n  Include \"CONFIG\"\n", "\n")]
    public async Task The_line_is_put_at_the_top_once_and_all_else_stays(string before, string lineEnd)
    {
        await using var stage = await ConfigStage.StartAsync();
        var old = Encoding.UTF8.GetBytes(before.Replace("CONFIG", stage.Config, StringComparison.Ordinal));
        Put(stage, old);

        await stage.WriteAsync();
        await stage.WriteAsync();

        Assert.Equal([.. Encoding.UTF8.GetBytes($"Include \"{stage.Config}\"{lineEnd}"), .. old], File.ReadAllBytes(stage.UserConfig));
    }

    [Theory]
    [InlineData("Include \"CONFIG\"\n")]
    [InlineData("  include=CONFIG\r\nHost a\n")]
    [InlineData("Include = \"CONFIG\"\n")]
    [InlineData("User b\nInclude other CONFIG # the machines\n")]
    [InlineData("Include ../.brev/ssh_config\n")]
    [InlineData("Host *\n  Include CONFIG\n")]
    [InlineData("Host a\nMatch all\n  Include CONFIG\n")]
    public async Task A_configuration_that_includes_the_entries_stays_as_it_is(string before)
    {
        await using var stage = await ConfigStage.StartAsync();
        var old = Encoding.UTF8.GetBytes(before.Replace("CONFIG", stage.Config, StringComparison.Ordinal));
        Put(stage, old);

        await stage.WriteAsync();

        Assert.Equal(old, File.ReadAllBytes(stage.UserConfig));
    }

    [Theory]
    [InlineData("Include ../.brev/ssh_*\n")]
    [InlineData("Include ../.br*/ssh_config\n")]
    [InlineData("Include ../link/ssh_config\n")]
    [InlineData("Include ../link/*\n")]
    public async Task Entries_that_are_included_by_a_pattern_or_a_link_are_not_taken_for_the_users_own_hosts(string before)
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("training-1");
        Directory.CreateSymbolicLink(Path.Combine(stage.Home, "link"), ".brev");
        Put(stage, Encoding.UTF8.GetBytes(before));

        var aliases = new List<string>();
        for (var call = 0; call < 3; call++)
        {
            aliases.AddRange((await stage.WriteAsync()).Hosts.Select(host => host.Alias));
        }

        Assert.Equal(["training-1", "training-1", "training-1"], aliases);
        Assert.Equal(before, File.ReadAllText(stage.UserConfig));
    }

    [Fact]
    public async Task Bytes_of_another_encoding_and_a_byte_order_mark_stay()
    {
        await using var stage = await ConfigStage.StartAsync();
        Put(stage, [0xEF, 0xBB, 0xBF, (byte)'#', 0xE9, 0xFF, 0x0A]);

        await stage.WriteAsync();

        Assert.Equal([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(
            $"Include \"{stage.Config}\"\n"), (byte)'#', 0xE9, 0xFF, 0x0A], File.ReadAllBytes(stage.UserConfig));
    }

    [Fact]
    public async Task A_link_stays_a_link_and_its_target_keeps_its_permissions()
    {
        await using var stage = await ConfigStage.StartAsync();
        var (target, mode) =
            (Path.Combine(stage.Home, "dotfiles-config"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.WriteAllText(target, "Host a\n");
        File.SetUnixFileMode(target, mode);
        Directory.CreateDirectory(stage.Options.OpenSshFolder!);
        File.CreateSymbolicLink(stage.UserConfig, "../dotfiles-config");

        await stage.WriteAsync();

        Assert.Equal("../dotfiles-config", new FileInfo(stage.UserConfig).LinkTarget);
        Assert.Equal($"Include \"{stage.Config}\"\nHost a\n", File.ReadAllText(target));
        Assert.Equal(mode, File.GetUnixFileMode(target));
    }

    private static void Put(ConfigStage stage, byte[] content)
    {
        Directory.CreateDirectory(stage.Options.OpenSshFolder!);
        File.WriteAllBytes(stage.UserConfig, content);
    }
}
