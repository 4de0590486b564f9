using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing.Connect;

public sealed class ConnectOperationTests
{
    /// <summary>The one list of the public API that is REST.</summary>
    private const string RestList = "ListPublicInstanceTypes";

    [Fact]
    public async Task Every_connect_operation_of_the_public_api_is_answered()
    {
        await using var brev = await FakeBrev.StartAsync();
        var expected = BrevClient.Endpoints
            .Where(endpoint => endpoint.Server == ApiServer.PublicApi && endpoint.OperationId != RestList)
            .Select(endpoint => endpoint.OperationId)
            .ToList();

        Assert.Equal(39, expected.Count);
        Assert.Empty(expected.Except(brev.Operations.OperationIds));
    }
}
