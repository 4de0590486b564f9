using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.Configuring;

namespace Brev.Sdk.Ssh.Tests.Configuring;

/// <summary>Texts of the server cannot change the meaning of the configuration.</summary>
public sealed class HostEntryTests
{
    private static readonly Machine Workspace = new() { Id = "ws1", Name = "training-1" };

    public static TheoryData<string> Injections =>
    [
        "a\nProxyCommand x", "a\n", "a b", "a\"b", "a'b", "*", "!a", "a,b", "-oProxyCommand=x", "-x", "%h", "$(x)", "a`x`", "a;x", "a#b",
        "a\\b", "a\tb", "a\0b", "a\r", "é",
    ];

    [Theory]
    [MemberData(nameof(Injections))]
    public void A_host_that_is_no_plain_word_is_not_written(string text) =>
        Assert.NotNull(Entry(new SshAddress(text, 22, "ubuntu")).Obstacle);

    [Theory]
    [MemberData(nameof(Injections))]
    public void A_user_that_is_no_plain_word_is_not_written(string text) => Assert.NotNull(Entry(new SshAddress("h", 22, text)).Obstacle);

    [Theory]
    [MemberData(nameof(Injections))]
    public void A_name_at_Cloudflare_that_is_no_plain_word_is_not_written(string text) =>
        Assert.NotNull(Entry(new SshAddress("h", 22, "ubuntu") { ProxyHostname = text }).Obstacle);

    [Theory]
    [MemberData(nameof(Injections))]
    public void An_id_that_is_no_plain_word_is_not_written(string text) =>
        Assert.NotNull(new HostEntry("a", Workspace with { Id = text }, new SshAddress("h", 22, "ubuntu")).Obstacle);

    [Theory]
    [MemberData(nameof(Injections))]
    [InlineData("github.com")]
    [InlineData("")]
    public void A_name_that_is_no_plain_word_gives_way_to_the_id(string name) =>
        Assert.Equal("ws1", AliasOf("ws1", new Machine { Id = "ws1", Name = name }));

    [Theory]
    [InlineData("gpu.example.com")]
    [InlineData("10.0.0.1")]
    [InlineData("2001:db8::1")]
    public void A_host_name_or_an_address_is_written(string host) => Assert.Null(Entry(new SshAddress(host, 22, "ubuntu")).Obstacle);

    [Theory]
    [InlineData("fe80::1%eth0")]
    [InlineData("[2001:db8::1]:22")]
    public void An_address_with_more_than_an_address_is_not_written(string host) =>
        Assert.NotNull(Entry(new SshAddress(host, 22, "ubuntu")).Obstacle);

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public void A_port_that_does_not_exist_is_not_written(int port) => Assert.NotNull(Entry(new SshAddress("h", port, "ubuntu")).Obstacle);

    [Fact]
    public void A_name_that_two_machines_share_is_the_alias_of_neither()
    {
        Machine[] machines = [new() { Id = "ws1", Name = "a" }, new() { Id = "ws2", Name = "a" }];

        Assert.Equal(["ws1", "ws2"], machines.Select(machine => AliasOf(machine.Id, machines)));
    }

    [Fact]
    public void A_name_that_is_the_id_of_another_machine_is_no_alias() =>
        Assert.Equal("ws1", AliasOf("ws1", new Machine { Id = "ws1", Name = "ws2" }, new Machine { Id = "ws2", Name = "b" }));

    private static HostEntry Entry(SshAddress address) => new("training-1", Workspace, address);

    private static string AliasOf(string id, params Machine[] machines) =>
        new Aliases(machines, new HashSet<string>()).Of(machines.Single(machine => machine.Id == id));
}
