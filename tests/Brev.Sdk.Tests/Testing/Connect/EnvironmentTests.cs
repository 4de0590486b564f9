using System.Net;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task A_port_is_opened_retargeted_restricted_and_closed()
    {
        await using var stage = await ConnectStage.StartAsync();
        var client = stage.Client;
        var id = stage.Brev.Environments.Add(stage.OrganizationId).EnvironmentId!;

        var opened = (await client.OpenEnvironmentPortAsync(OpenTcp(id, 8080))).Port!;
        Assert.Equal(8080, opened.ServerPort);
        Assert.NotEqual(8080, opened.PortNumber);
        Assert.Equal(PortType.User, opened.Type);

        var moved = (await client.SetEnvironmentPortTargetAsync(
            new SetEnvironmentPortTargetRequest { PortId = opened.PortId!, PortNumber = 9090 })).Port!;
        Assert.Equal((opened.PortId, opened.PortNumber, 9090), (moved.PortId, moved.PortNumber, moved.ServerPort));

        var restricted =
            (await client.SetEnvironmentPortAllowedSourcesAsync(Restrict(opened.PortId!, "203.0.113.10/32", "2001:db8::/32"))).Port!;
        Assert.Equal(["203.0.113.10/32", "2001:db8::/32"], restricted.AllowedSources);
        Assert.Empty((await client.SetEnvironmentPortAllowedSourcesAsync(Restrict(opened.PortId!))).Port!.AllowedSources);

        Assert.Equal(2, (await NetworkAsync(stage, id)).Ports.Count);
        await client.CloseEnvironmentPortAsync(new CloseEnvironmentPortRequest { PortId = opened.PortId! });
        Assert.Equal(PortType.System, Assert.Single((await NetworkAsync(stage, id)).Ports).Type);
        Assert.Empty(stage.Brev.Requests.Violations);
    }

    [Fact]
    public async Task An_http_port_is_published_under_a_host_name_of_its_environment()
    {
        await using var stage = await ConnectStage.StartAsync();
        var id = stage.Brev.Environments.Add(stage.OrganizationId, "W1A2B3").EnvironmentId!;

        var named = (await stage.Client.OpenEnvironmentHttpPortAsync(
            OpenHttp(id, 3000) with { CustomHostname = "app-w1a2b3", AuthorizedEmails = ["dev@example.com"] })).Port!;
        var again = (await stage.Client.OpenEnvironmentHttpPortAsync(OpenHttp(id, 3000) with { CustomHostname = "app-w1a2b3" })).Port!;
        var unnamed =
            (await stage.Client.OpenEnvironmentHttpPortAsync(OpenHttp(id, 8888) with { AllowPublicUnauthenticated = true })).Port!;

        Assert.Equal(("app-w1a2b3.apps.run.brev.nvidia.com", 443, 3000), (named.Hostname, named.PortNumber, named.ServerPort));
        Assert.Equal(["dev@example.com"], named.AuthorizedEmails);
        Assert.Null(named.Protocol);
        Assert.Equal(named.PortId, again.PortId);
        Assert.Equal("8888-w1a2b3.apps.run.brev.nvidia.com", unnamed.Hostname);
        Assert.True(unnamed.AllowPublicUnauthenticated);
    }

    [Fact]
    public async Task Who_gets_in_to_an_http_port_and_what_it_speaks_can_be_changed()
    {
        await using var stage = await ConnectStage.StartAsync();
        var id = stage.Brev.Environments.Add(stage.OrganizationId).EnvironmentId!;
        var portId =
            (await stage.Client.OpenEnvironmentHttpPortAsync(OpenHttp(id, 3000) with { AllowPublicUnauthenticated = true })).Port!.PortId!;

        var access = new SetEnvironmentHttpPortAccessRequest
        {
            PortId = portId,
            AuthorizedEmails = new AuthorizedEmails { Emails = ["dev@example.com"] },
        };
        var closed = (await stage.Client.SetEnvironmentHttpPortAccessAsync(access)).Port!;
        var secure = (await stage.Client.SetEnvironmentHttpPortProtocolAsync(
            new SetEnvironmentHttpPortProtocolRequest { PortId = portId, HttpProtocol = HttpPortProtocol.Https })).Port!;

        Assert.Equal(["dev@example.com"], closed.AuthorizedEmails);
        Assert.NotEqual(true, closed.AllowPublicUnauthenticated);
        Assert.Equal(HttpPortProtocol.Https, secure.HttpProtocol);
    }

    [Fact]
    public async Task An_environment_without_a_network_has_an_empty_network_info()
    {
        await using var stage = await ConnectStage.StartAsync();
        var id = stage.Brev.Environments.Add(stage.OrganizationId).EnvironmentId!;
        Assert.Equal(NetworkMemberStatus.Connected, (await NetworkAsync(stage, id)).Status);

        stage.Brev.Environments.SetNetwork(id, NetworkMemberStatus.Unspecified);

        var network = await NetworkAsync(stage, id);
        Assert.Null(network.Status);
        Assert.Empty(network.Ports);
        await ConnectStage.FailsAsync(
            "failed_precondition", HttpStatusCode.BadRequest, () => stage.Client.OpenEnvironmentPortAsync(OpenTcp(id, 8080)));
    }

    [Fact]
    public async Task An_environment_comes_with_what_was_asked_for()
    {
        await using var stage = await ConnectStage.StartAsync();
        var id = stage.Brev.Environments.Add(stage.OrganizationId).EnvironmentId!;

        var bare = (await stage.Client.GetEnvironmentAsync(new GetEnvironmentRequest { EnvironmentId = id })).Environment!;
        var full = (await stage.Client.GetEnvironmentAsync(new GetEnvironmentRequest
        {
            EnvironmentId = id, AttachedDataOptions = new EnvironmentAttachedDataOptions { Instance = true },
        })).Environment!;

        Assert.Equal((EnvironmentStatus.Running, "certauth"), (bare.Status!.Value, bare.Labels["sshprovider"]));
        Assert.Null(bare.Instance);
        Assert.Equal("203.0.113.10", full.Instance!.PublicIp);
    }

    [Fact]
    public async Task Compute_resources_are_the_environments_of_the_organization_in_pages_of_a_hundred_at_most()
    {
        await using var stage = await ConnectStage.StartAsync();
        var expected = Enumerable.Range(1, 130).Select(_ => stage.Brev.Environments.Add(stage.OrganizationId).EnvironmentId).ToList();
        stage.Brev.Environments.Add(stage.Brev.Organizations.Add("others").Id!);
        var request = new ListOrganizationComputeResourcesRequest
        {
            OrganizationId = stage.OrganizationId,
            PageParams = new PageParams { PageSize = 500 },
        };

        var page = await stage.Client.ListOrganizationComputeResourcesAsync(request);
        var all = await Collect.AllAsync(stage.Client.EnumerateOrganizationComputeResourcesAsync(request));

        Assert.Equal(100, page.Items.Count);
        Assert.Equal(expected, all.Select(resource => resource.Environment!.EnvironmentId));
    }

    [Fact]
    public async Task The_lists_of_environment_requests_travel_in_a_message_of_their_own()
    {
        await using var stage = await ConnectStage.StartAsync();
        var id = stage.Brev.Environments.Add(stage.OrganizationId).EnvironmentId!;
        var tcp = (await stage.Client.OpenEnvironmentPortAsync(OpenTcp(id, 8080))).Port!.PortId!;
        var http = (await stage.Client.OpenEnvironmentHttpPortAsync(OpenHttp(id, 3000))).Port!.PortId!;

        var sources = await RawCall.PostAsync(
            stage.Brev, "EnvironmentService/SetPortAllowedSources", $$"""{"portId":"{{tcp}}","allowedSources":["203.0.113.10/32"]}""");
        var emails = await RawCall.PostAsync(
            stage.Brev, "EnvironmentService/SetHTTPPortAccess", $$"""{"portId":"{{http}}","authorizedEmails":["dev@example.com"]}""");

        Assert.Contains("invalid_argument", sources);
        Assert.Contains("invalid_argument", emails);
        Assert.All(stage.Brev.Environments.PortsOf(id), port => Assert.Empty(port.AllowedSources.Concat(port.AuthorizedEmails)));
    }

    [Fact]
    public async Task Errors_of_environment_ports_have_the_codes_of_the_service()
    {
        await using var stage = await ConnectStage.StartAsync();
        var (client, environments) = (stage.Client, stage.Brev.Environments);
        var id = environments.Add(stage.OrganizationId).EnvironmentId!;
        var foreignId = environments.Add(stage.Brev.Organizations.Add("others").Id!).EnvironmentId!;
        var system = environments.PortsOf(id).Single().PortId!;
        var http = (await client.OpenEnvironmentHttpPortAsync(OpenHttp(id, 3000))).Port!.PortId!;
        var tcp = (await client.OpenEnvironmentPortAsync(OpenTcp(id, 8080))).Port!.PortId!;
        await client.OpenEnvironmentPortAsync(OpenTcp(id, 9090));

        await NotFoundAsync(() => client.GetEnvironmentAsync(new GetEnvironmentRequest { EnvironmentId = "none" }));
        await NotFoundAsync(() => client.CloseEnvironmentPortAsync(new CloseEnvironmentPortRequest { PortId = "none" }));
        await ConnectStage.FailsAsync(
            "permission_denied", HttpStatusCode.Forbidden, () => client.OpenEnvironmentPortAsync(OpenTcp(foreignId, 8080)));
        await ConnectStage.FailsAsync("failed_precondition", HttpStatusCode.BadRequest, () =>
            client.CloseEnvironmentPortAsync(new CloseEnvironmentPortRequest { PortId = system }));
        await ConnectStage.FailsAsync("already_exists", HttpStatusCode.Conflict, () =>
            client.SetEnvironmentPortTargetAsync(new SetEnvironmentPortTargetRequest { PortId = tcp, PortNumber = 9090 }));
        await InvalidAsync("allowedSources must be", () => client.SetEnvironmentPortAllowedSourcesAsync(Restrict(tcp, "203.0.113.10")));
        await InvalidAsync("allowedSources are for", () => client.SetEnvironmentPortAllowedSourcesAsync(Restrict(http, "203.0.113.10/32")));
        await InvalidAsync("no HTTP port", () => client.SetEnvironmentHttpPortProtocolAsync(
            new SetEnvironmentHttpPortProtocolRequest { PortId = tcp, HttpProtocol = HttpPortProtocol.Http }));
        await InvalidAsync("protocol must be", () =>
            client.OpenEnvironmentPortAsync(OpenTcp(id, 8081) with { Protocol = "PORT_PROTOCOL_ICMP" }));
        await InvalidAsync("customHostname must end with", () =>
            client.OpenEnvironmentHttpPortAsync(OpenHttp(id, 3001) with { CustomHostname = "app-other" }));
        await InvalidAsync("exclude each other", () => client.OpenEnvironmentHttpPortAsync(
            OpenHttp(id, 3001) with { AuthorizedEmails = ["dev@example.com"], AllowPublicUnauthenticated = true }));
        await InvalidAsync("e-mail addresses", () =>
            client.OpenEnvironmentHttpPortAsync(OpenHttp(id, 3001) with { AuthorizedEmails = ["dev"] }));
    }

    private static OpenEnvironmentPortRequest OpenTcp(string id, int port) =>
        new() { EnvironmentId = id, Protocol = PortProtocol.Tcp, PortNumber = port };

    private static OpenEnvironmentHttpPortRequest OpenHttp(string id, int port) => new() { EnvironmentId = id, PortNumber = port };

    private static SetEnvironmentPortAllowedSourcesRequest Restrict(string portId, params string[] networks) =>
        new() { PortId = portId, AllowedSources = new AllowedSources { CidrBlocks = networks } };

    private static async Task<EnvironmentNetworkInfo> NetworkAsync(ConnectStage stage, string id) =>
        (await stage.Client.GetEnvironmentNetworkInfoAsync(new GetEnvironmentNetworkInfoRequest { EnvironmentId = id })).NetworkInfo!;

    private static async Task NotFoundAsync(Func<Task> call) => await ConnectStage.FailsAsync("not_found", HttpStatusCode.NotFound, call);

    private static async Task InvalidAsync(string text, Func<Task> call)
    {
        var error = await ConnectStage.FailsAsync("invalid_argument", HttpStatusCode.BadRequest, call);
        Assert.Contains(text, error.ErrorMessage);
    }
}
