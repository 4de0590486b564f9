using System.Net;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class NodeTests
{
    [Fact]
    public async Task A_node_is_registered_opened_granted_revoked_and_removed()
    {
        await using var stage = await ConnectStage.StartAsync();
        var (brev, client, me) = (stage.Brev, stage.Client, stage.Brev.Users.Current.Id!);

        var node = (await client.AddNodeAsync(Registration(stage, "spark-1"))).ExternalNode!;
        Assert.Equal(NetworkMemberStatus.Disconnected, node.ConnectivityInfo!.Status);
        Assert.NotEmpty(node.ConnectivityInfo.RegistrationCommand!);
        Assert.DoesNotContain(node.ConnectivityInfo.RegistrationCommand!, node.ToString());
        Assert.Equal(137438953472, node.NodeSpec!.RamBytes);

        var port = (await client.OpenNodePortAsync(OpenSsh(node))).Port!;
        Assert.Equal(22, port.ServerPort);
        Assert.NotEqual(22, port.PortNumber);

        var grant = new GrantNodeSshAccessRequest
        {
            ExternalNodeId = node.ExternalNodeId!,
            PortId = port.PortId!,
            UserId = me,
            LinuxUser = "ubuntu",
        };
        var early = await ConnectStage.FailsAsync(
            "internal", HttpStatusCode.InternalServerError, () => client.GrantNodeSshAccessAsync(grant));
        Assert.True(early.IsTransient);
        brev.Clock.Advance(brev.Nodes.SshReadyAfter);
        await client.GrantNodeSshAccessAsync(grant);

        var granted = await GetAsync(stage, node.ExternalNodeId!);
        Assert.Equal(new SshAccess { UserId = me, LinuxUser = "ubuntu", PortId = port.PortId }, Assert.Single(granted.SshAccess));
        Assert.Equal(port.PortId, Assert.Single(granted.Ports).PortId);
        Assert.Null(granted.ConnectivityInfo!.RegistrationCommand);

        await client.RevokeNodeSshAccessAsync(new RevokeNodeSshAccessRequest
        {
            ExternalNodeId = node.ExternalNodeId!, PortId = port.PortId!, UserId = me, LinuxUser = "ubuntu",
        });
        Assert.Empty((await GetAsync(stage, node.ExternalNodeId!)).SshAccess);

        await client.RemoveNodeAsync(new RemoveNodeRequest { ExternalNodeId = node.ExternalNodeId! });
        Assert.Empty((await client.ListNodesAsync(new ListNodesRequest { OrganizationId = stage.OrganizationId })).Items);
        Assert.Empty(brev.Requests.Violations);
    }

    [Fact]
    public async Task Opening_a_port_again_returns_the_mapping_that_exists()
    {
        await using var stage = await ConnectStage.StartAsync();
        var node = stage.Brev.Nodes.Add(stage.OrganizationId, "spark-1");

        var first = (await stage.Client.OpenNodePortAsync(OpenSsh(node))).Port!;
        var again = (await stage.Client.OpenNodePortAsync(OpenSsh(node))).Port!;

        Assert.Equal((first.PortId, first.PortNumber), (again.PortId, again.PortNumber));
        Assert.Single(stage.Brev.Nodes.Get(node.ExternalNodeId!).Ports);
    }

    [Fact]
    public async Task The_lists_of_node_requests_travel_flat()
    {
        await using var stage = await ConnectStage.StartAsync();
        var node = stage.Brev.Nodes.Add(stage.OrganizationId, "spark-1");
        var ssh = (await stage.Client.OpenNodePortAsync(OpenSsh(node))).Port!;
        var web = (await stage.Client.OpenNodeHttpPortAsync(
            new OpenNodeHttpPortRequest { ExternalNodeId = node.ExternalNodeId!, PortNumber = 3000 })).Port!;

        var restricted = await stage.Client.SetNodePortAllowedSourcesAsync(
            new SetNodePortAllowedSourcesRequest { PortId = ssh.PortId!, AllowedSources = ["203.0.113.10/32"] });
        var opened = await stage.Client.SetNodeHttpPortAccessAsync(
            new SetNodeHttpPortAccessRequest { PortId = web.PortId!, AuthorizedEmails = ["dev@example.com"] });
        var secure = await stage.Client.SetNodeHttpPortProtocolAsync(
            new SetNodeHttpPortProtocolRequest { PortId = web.PortId!, HttpProtocol = HttpPortProtocol.Https });
        var moved = await stage.Client.SetNodePortTargetAsync(new SetNodePortTargetRequest { PortId = web.PortId!, PortNumber = 4000 });

        Assert.Equal(["203.0.113.10/32"], restricted.Port!.AllowedSources);
        Assert.Equal(["dev@example.com"], opened.Port!.AuthorizedEmails);
        Assert.Equal(HttpPortProtocol.Https, secure.Port!.HttpProtocol);
        Assert.Equal((443, 4000), (moved.Port!.PortNumber, moved.Port.ServerPort));
        Assert.Equal($"3000-{node.ExternalNodeId}.apps.run.brev.nvidia.com", moved.Port.Hostname);
    }

    [Fact]
    public async Task A_closed_port_takes_its_grants_along()
    {
        await using var stage = await ConnectStage.StartAsync();
        stage.Brev.Nodes.SshReadyAfter = TimeSpan.Zero;
        var node = stage.Brev.Nodes.Add(stage.OrganizationId, "spark-1");
        var port = (await stage.Client.OpenNodePortAsync(OpenSsh(node))).Port!;
        await stage.Client.GrantNodeSshAccessAsync(new GrantNodeSshAccessRequest
        {
            ExternalNodeId = node.ExternalNodeId!, PortId = port.PortId!, UserId = stage.Brev.Users.Current.Id!, LinuxUser = "ubuntu",
        });
        Assert.Single(stage.Brev.Nodes.Get(node.ExternalNodeId!).SshAccess);

        await stage.Client.CloseNodePortAsync(new CloseNodePortRequest { PortId = port.PortId! });

        var left = stage.Brev.Nodes.Get(node.ExternalNodeId!);
        Assert.Empty(left.Ports);
        Assert.Empty(left.SshAccess);
    }

    [Fact]
    public async Task Errors_of_nodes_have_the_codes_of_the_service()
    {
        await using var stage = await ConnectStage.StartAsync();
        var (client, brev) = (stage.Client, stage.Brev);
        var node = brev.Nodes.Add(stage.OrganizationId, "spark-1");
        var foreign = brev.Nodes.Add(brev.Organizations.Add("others").Id!, "spark-1");
        var system = brev.Nodes.AddSystemPort(node.ExternalNodeId!, PortProtocol.Ssh, 22);

        var taken = await ConnectStage.FailsAsync(
            "already_exists", HttpStatusCode.Conflict, () => client.AddNodeAsync(Registration(stage, "spark-1")));
        Assert.Equal("node with name spark-1 already exists", taken.ErrorMessage);
        Assert.True(taken.IsConflict);
        var unknown = await ConnectStage.FailsAsync("not_found", HttpStatusCode.NotFound, () => GetAsync(stage, "unode-none"));
        Assert.True(unknown.IsNotFound);
        await ConnectStage.FailsAsync(
            "not_found", HttpStatusCode.NotFound, () => client.ListNodesAsync(new ListNodesRequest { OrganizationId = "none" }));
        var refused = await ConnectStage.FailsAsync("permission_denied", HttpStatusCode.Forbidden, () =>
            client.RemoveNodeAsync(new RemoveNodeRequest { ExternalNodeId = foreign.ExternalNodeId! }));
        Assert.True(refused.IsPermissionDenied);
        await ConnectStage.FailsAsync("failed_precondition", HttpStatusCode.BadRequest, () =>
            client.CloseNodePortAsync(new CloseNodePortRequest { PortId = system.PortId! }));
        await ConnectStage.FailsAsync(
            "invalid_argument", HttpStatusCode.BadRequest, () => client.OpenNodePortAsync(OpenSsh(node) with { PortNumber = 70000 }));
        await ConnectStage.FailsAsync(
            "not_found", HttpStatusCode.NotFound, () => client.GrantNodeSshAccessAsync(new GrantNodeSshAccessRequest
        {
            ExternalNodeId = node.ExternalNodeId!, PortId = system.PortId!, UserId = "user-none", LinuxUser = "ubuntu",
        }));
    }

    private static AddNodeRequest Registration(ConnectStage stage, string name) => new()
    {
        OrganizationId = stage.OrganizationId,
        Name = name,
        DeviceId = "3f2b6c1e-8d54-4c8e-9a10-0d5f5a1b2c3d",
        NodeSpec = new NodeSpec { RamBytes = 137438953472, CpuCount = 20, Architecture = "arm64" },
    };

    private static OpenNodePortRequest OpenSsh(ExternalNode node) =>
        new() { ExternalNodeId = node.ExternalNodeId!, Protocol = PortProtocol.Ssh, PortNumber = 22 };

    private static async Task<ExternalNode> GetAsync(ConnectStage stage, string externalNodeId) =>
        (await stage.Client.GetNodeAsync(
            new GetNodeRequest { OrganizationId = stage.OrganizationId, ExternalNodeId = externalNodeId })).ExternalNode!;
}
