using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>A method without the authorization marker, on a server that wants a token.</summary>
public sealed class AnonymousCallTests
{
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_rejected_call_without_a_token_says_how_a_method_asks_for_one(int status)
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(status, """{"errors":[{"type":"UnauthorizedError"}]}""");

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.CreateApi<IPaintApi>().GetPublicPaintAsync());

        Assert.Contains("[Headers(\"Authorization: Bearer\")]", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("brev login", exception.Message, StringComparison.Ordinal);
        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task A_rejected_call_with_a_token_says_to_sign_in()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(401, null);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.CreateApi<IPaintApi>().GetPaintAsync("p1"));

        Assert.Contains("brev login", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_call_of_an_anonymous_operation_says_nothing_of_signing_in()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(401, null);

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListPublicInstanceTypesAsync());

        Assert.Contains("takes no token", exception.Message, StringComparison.Ordinal);
    }
}
