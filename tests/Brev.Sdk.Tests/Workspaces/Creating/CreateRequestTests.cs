using System.Text.Json.Nodes;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>What a plan becomes on the wire.</summary>
public sealed class CreateRequestTests : IAsyncLifetime
{
    private static readonly string[] AllBuilds = ["vmBuild", "customContainer", "dockerCompose"];

    private WorkspaceStage _stage = null!;

    public async Task InitializeAsync() => _stage = await WorkspaceStage.StartAsync();

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_create_returns_the_workspace_deploying_at_once()
    {
        var created = await _stage.Client.CreateWorkspaceAsync(_stage.Plan());

        Assert.Equal(WorkspaceStatus.Deploying, created.Status);
        Assert.Equal(created.Id, Assert.Single(_stage.Fake.Workspaces.All).Id);
    }

    [Fact]
    public async Task The_workspace_version_is_v1_and_the_cloud_is_that_of_the_offer()
    {
        var body = await SendAsync(_stage.Plan());

        Assert.Equal("v1", Text(body, "workspaceVersion"));
        Assert.Equal("g6e.xlarge", Text(body, "instanceType"));
        Assert.Equal(_stage.Offer().CloudCredId, Text(body, "cloudCredId"));
    }

    [Fact]
    public async Task Location_and_sub_location_are_explicit_and_lower_case()
    {
        var body = await SendAsync(
            _stage.Plan() with { Offer = _stage.Offer() with { Location = "US-East-1", SubLocation = "US-East-1a" } });

        Assert.Equal("us-east-1", Text(body, "location"));
        Assert.Equal("us-east-1a", Text(body, "subLocation"));
    }

    [Theory]
    [InlineData(0, "120Gi")]
    [InlineData(200, "200Gi")]
    public async Task The_disk_is_a_quantity_with_its_unit_and_120_GiB_by_default(int size, string quantity) =>
        Assert.Equal(quantity, Text(await SendAsync(_stage.Plan() with { DiskGiB = size }), "diskStorage"));

    [Fact]
    public async Task A_disk_whose_size_nobody_says_is_asked_for_as_planned()
    {
        var offer = _stage.Offer() with { Disk = new OfferDisk { IsElastic = false } };

        Assert.Equal("200Gi", Text(await SendAsync(_stage.Plan() with { Offer = offer, DiskGiB = 200 }), "diskStorage"));
    }

    [Fact]
    public async Task The_script_travels_inline_where_the_server_reads_it_and_with_the_line_ends_of_Linux()
    {
        var body = await SendAsync(_stage.Plan() with { StartupScript = "#!/bin/bash\r\necho ready\r\n" });

        Assert.Equal("#!/bin/bash\necho ready\n", body["vmBuild"]!["lifeCycleScriptAttr"]!["script"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_the_line_ends_of_Windows_are_changed_in_a_script()
    {
        const string Script = "#!/bin/bash\necho 'a\rb\fc\u0085d\u2028e\u2029f'\n";

        var body = await SendAsync(_stage.Plan() with { StartupScript = Script });

        Assert.Equal(Script, body["vmBuild"]!["lifeCycleScriptAttr"]!["script"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_mode_is_told_by_the_one_build_that_is_there()
    {
        var machine = await SendAsync(_stage.Plan("machine"));
        var container = await SendAsync(
            _stage.Plan("container") with { Mode = WorkspaceMode.Container("nvcr.io/nvidia/pytorch:24.01-py3") });
        var compose = await SendAsync(_stage.Plan("compose") with
        {
            Mode = WorkspaceMode.Compose(new DockerCompose { FileUrl = "https://example.com/compose.yaml", JupyterInstall = false }),
        });

        Assert.Equal(["vmBuild"], Builds(machine));
        Assert.Equal(["customContainer"], Builds(container));
        Assert.Equal(["dockerCompose"], Builds(compose));
    }

    [Fact]
    public async Task Port_mappings_open_application_ports()
    {
        var body = await SendAsync(_stage.Plan() with { Ports = new Dictionary<string, int> { ["jupyter-lab"] = 8888 } });

        Assert.Equal("8888", body["portMappings"]!["jupyter-lab"]!.GetValue<string>());
    }

    [Fact]
    public async Task Rules_for_the_users_own_address_carry_it()
    {
        var body = await SendAsync(_stage.Plan() with
        {
            FirewallRules =
            [
                new FirewallRule { Port = "8000-8100", AllowedIps = FirewallAllowedIps.UserIP },
                new FirewallRule { Port = "80", AllowedIps = FirewallAllowedIps.All },
            ],
            ClientIps = ["203.0.113.10/32"],
        });

        Assert.Equal("203.0.113.10/32", body["firewallRules"]![0]!["clientIPs"]![0]!.GetValue<string>());
        Assert.Null(body["firewallRules"]![1]!["clientIPs"]);
    }

    private static string Text(JsonObject body, string name) => body[name]!.GetValue<string>();

    private static IEnumerable<string> Builds(JsonObject body) => AllBuilds.Where(name => body[name] is not null);

    private async Task<JsonObject> SendAsync(WorkspacePlan plan)
    {
        await _stage.Client.CreateWorkspaceAsync(plan);
        return JsonNode.Parse(_stage.Fake.Requests.For("CreateWorkspace")[^1].Body)!.AsObject();
    }
}
