using System.Net;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Ssh.Tests.Configuring;

/// <summary>What Brev cannot say now is taken from the file, for the same machine and for nothing else.</summary>
public sealed class KeptAddressTests
{
    private static readonly FakeFailure Failure = new(HttpStatusCode.InternalServerError);

    [Fact]
    public async Task A_machine_of_the_same_name_does_not_get_the_address_of_the_one_that_is_gone()
    {
        await using var stage = await ConfigStage.StartAsync();
        var old = stage.Fake.Workspaces.Add("training-1");
        await stage.WriteAsync();
        stage.Fake.Workspaces.Remove(old.Id!);
        var created = stage.Fake.Workspaces.Add("training-1");
        FailLookUps(stage);

        var result = await stage.WriteAsync();

        Assert.Equal(created.Id, Assert.Single(result.Skipped).MachineId);
        Assert.DoesNotContain("gpu.example.com", File.ReadAllText(stage.Config), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_was_found_is_written_though_another_look_up_has_failed()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.Add("training-1");
        await stage.WriteAsync();
        stage.Fake.Workspaces.SshEndpoint = new DnsEndPoint("moved.example.com", 2200);
        stage.Fake.Requests.FailNext("GetWorkspace", Failure, times: 100);

        await stage.WriteAsync();

        Assert.Contains("  HostName moved.example.com\n  Port 2200\n", File.ReadAllText(stage.Config), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_address_is_written_as_the_options_say_now()
    {
        await using var stage = await ConfigStage.StartAsync();
        stage.Fake.Workspaces.SshProxyHostname = "training-1.proxy.example.com";
        stage.Fake.Requests.FailNext("GetEnvironmentNetworkInfo", new FakeFailure(HttpStatusCode.NotFound));
        stage.Fake.Workspaces.Add("training-1");
        await stage.WriteAsync();
        FailLookUps(stage);
        (stage.Options.CheckHostKeys, stage.Options.ProxyProgram) = (true, "/opt/my tools/cloudflared");

        await stage.WriteAsync();

        var written = File.ReadAllText(stage.Config);
        Assert.Contains("  StrictHostKeyChecking accept-new\n", written, StringComparison.Ordinal);
        Assert.EndsWith(
            "  ProxyCommand \"/opt/my tools/cloudflared\" access ssh --hostname training-1.proxy.example.com\n",
            written,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_Brev_does_not_say_who_this_is_nothing_is_written()
    {
        await using var stage = await ConfigStage.StartAsync();
        var other = stage.Fake.Organizations.AddMembers(stage.Fake.Organizations.Default.Id!, 1)[0];
        stage.Fake.Workspaces.Add("mine");
        stage.Fake.Workspaces.Add("theirs", userId: other.Id);
        await stage.WriteAsync();
        var before = File.ReadAllText(stage.Config);
        stage.Fake.Requests.FailNext("GetCurrentUser", Failure, times: 100);

        await Assert.ThrowsAsync<BrevApiException>(stage.WriteAsync);

        Assert.Equal(before, File.ReadAllText(stage.Config));
    }

    private static void FailLookUps(ConfigStage stage)
    {
        stage.Fake.Requests.FailNext("GetEnvironment", Failure, times: 100);
        stage.Fake.Requests.FailNext("GetWorkspace", Failure, times: 100);
    }
}
