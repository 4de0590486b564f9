using Brev.Sdk.Testing;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Tests.Testing;

public sealed class OperationTableTests
{
    [Fact]
    public async Task Every_operation_of_the_control_plane_is_answered()
    {
        await using var brev = await FakeBrev.StartAsync();

        var unanswered = BrevClient.Endpoints
            .Where(endpoint => endpoint.Server == ApiServer.ControlPlane || endpoint.OperationId == "ListPublicInstanceTypes")
            .Select(endpoint => endpoint.OperationId)
            .Except(brev.Operations.OperationIds);

        Assert.Empty(unanswered);
    }

    [Fact]
    public void Only_operations_of_the_document_can_be_answered()
    {
        var table = new OperationTable();

        Assert.Throws<ArgumentException>(() => table.Add("NoSuchOperation", _ => FakeAnswer.Empty));
    }

    [Theory]
    [InlineData("GET", "/api/me", "GetCurrentUser")]
    [InlineData("GET", "/api/workspaces/a%2Fb", "GetWorkspace")]
    [InlineData("PUT", "/api/workspaces/1/stop", "StopWorkspace")]
    [InlineData("GET", "/api/launchable/lifecycle-script", "GetLaunchableLifecycleScript")]
    [InlineData("GET", "/api/organizations/1/workspaces/2", null)]
    [InlineData("POST", "/api/me", null)]
    public void A_path_finds_its_operation(string method, string path, string? operationId) =>
        Assert.Equal(operationId, new RouteTable(ApiServer.ControlPlane).Find(method, path)?.Endpoint.OperationId);

    [Fact]
    public void A_parameter_of_the_path_loses_its_escapes() =>
        Assert.Equal("a/b", new RouteTable(ApiServer.ControlPlane).Find("GET", "/api/workspaces/a%2Fb")!.Value.Values["workspaceId"]);
}
