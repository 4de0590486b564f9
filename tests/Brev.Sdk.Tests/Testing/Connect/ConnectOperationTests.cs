using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class ConnectOperationTests
{
    [Fact]
    public async Task Every_operation_of_the_public_api_is_answered()
    {
        await using var brev = await FakeBrev.StartAsync();
        var operations = BrevClient.Endpoints.Where(endpoint => endpoint.Server == ApiServer.PublicApi).ToList();

        Assert.Equal(41, operations.Count(endpoint =>
            endpoint.RouteTemplate.TrimStart('/').StartsWith("devplaneapi.v1.", StringComparison.Ordinal)));
        Assert.Empty(operations.Select(endpoint => endpoint.OperationId).Except(brev.Operations.OperationIds));
    }
}
