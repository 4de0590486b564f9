namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class WorkspaceEnvironmentTests
{
    [Fact]
    public async Task A_workspace_is_an_environment_whose_ssh_port_is_in_its_network_once_it_can_be_reached()
    {
        await using var stage = await ConnectStage.StartAsync();
        var workspaces = stage.Brev.Workspaces;
        var id = workspaces.Add("train-1", WorkspaceStatus.Deploying).Id!;

        Assert.Equal(EnvironmentStatus.Provisioning, (await GetAsync(stage, id)).Status);
        Assert.Empty((await NetworkAsync(stage, id)).Ports);

        stage.Brev.Clock.Advance(workspaces.DeployTime);
        Assert.Equal(EnvironmentStatus.Running, (await GetAsync(stage, id)).Status);
        Assert.Null((await NetworkAsync(stage, id)).Status);

        stage.Brev.Clock.Advance(workspaces.SshTime - workspaces.DeployTime);
        var access = Assert.Single((await GetAsync(stage, id)).SshAccess);
        var network = await NetworkAsync(stage, id);
        Assert.Equal(NetworkMemberStatus.Connected, network.Status);
        var port = Assert.Single(network.Ports);
        Assert.Equal((access.PortId, PortProtocol.Ssh, 22), (port.PortId, port.Protocol!.Value, port.ServerPort));
    }

    [Fact]
    public async Task Its_ports_outlive_a_stop_and_end_with_the_workspace()
    {
        await using var stage = await ConnectStage.StartAsync();
        var id = stage.Brev.Workspaces.Add("train-1").Id!;
        var port = (await stage.Client.OpenEnvironmentPortAsync(
            new OpenEnvironmentPortRequest { EnvironmentId = id, Protocol = PortProtocol.Tcp, PortNumber = 8080 })).Port!;

        await stage.Client.StopWorkspaceAsync(id);
        stage.Brev.Clock.Advance(stage.Brev.Workspaces.StopTime);

        Assert.Equal(EnvironmentStatus.Stopped, (await GetAsync(stage, id)).Status);
        var network = await NetworkAsync(stage, id);
        Assert.Equal(NetworkMemberStatus.Disconnected, network.Status);
        Assert.Contains(network.Ports, open => open.PortId == port.PortId);

        stage.Brev.Workspaces.Remove(id);
        var error = await Assert.ThrowsAsync<BrevApiException>(() =>
            stage.Client.CloseEnvironmentPortAsync(new CloseEnvironmentPortRequest { PortId = port.PortId! }));
        Assert.True(error.IsNotFound);
    }

    [Fact]
    public async Task A_failed_workspace_is_a_compute_resource_that_says_why()
    {
        await using var stage = await ConnectStage.StartAsync();
        var id = stage.Brev.Workspaces.Add("train-1").Id!;
        stage.Brev.Workspaces.Fail(id, "no capacity");

        var resources = await stage.Client.ListOrganizationComputeResourcesAsync(new ListOrganizationComputeResourcesRequest
        {
            OrganizationId = stage.OrganizationId,
            Options = new ComputeResourceOptions
            {
                Type = ComputeResourceType.Environment,
                EnvironmentOptions = new ComputeResourceEnvironmentOptions { Instance = true },
            },
        });

        var environment = Assert.Single(resources.Items).Environment!;
        Assert.Equal((id, EnvironmentStatus.ProvisioningFailed), (environment.EnvironmentId, environment.Status!.Value));
        Assert.Equal("no capacity", environment.Instance!.ProvisionStatus!.Message);
    }

    private static async Task<BrevEnvironment> GetAsync(ConnectStage stage, string id) =>
        (await stage.Client.GetEnvironmentAsync(new GetEnvironmentRequest
    {
        EnvironmentId = id, AttachedDataOptions = new EnvironmentAttachedDataOptions { Instance = true, SshAccess = true },
    })).Environment!;

    private static async Task<EnvironmentNetworkInfo> NetworkAsync(ConnectStage stage, string id) =>
        (await stage.Client.GetEnvironmentNetworkInfoAsync(new GetEnvironmentNetworkInfoRequest { EnvironmentId = id })).NetworkInfo!;
}
