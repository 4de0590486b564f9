using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace Brev.Sdk.GatewayTests;

/// <summary>
/// What an identity provider, or what stands in front of it, answers a refresh with: none of it ends a login, and the next answer counts.
/// </summary>
public sealed class OddProviderAnswerTests
{
    public static TheoryData<string, IResponseBuilder> Odd => new()
    {
        { "nothing", Response.Create().WithFault(FaultType.EMPTY_RESPONSE) },
        { "bytes", Response.Create().WithFault(FaultType.MALFORMED_RESPONSE_CHUNK) },
        { "a page with 200", Response.Create().WithHeader("Content-Type", "text/html").WithBody("<html>Sign in</html>") },
        { "a page with 503", Response.Create().WithStatusCode(503).WithHeader("Content-Type", "text/html").WithBody(
            "<html>Maintenance</html>") },
        { "another place", Response.Create().WithStatusCode(302).WithHeader("Location", "http://127.0.0.1:1/login") },
        { "text that says it is compressed", Response.Create().WithHeader("Content-Encoding", "gzip").WithBody("{}") },
        { "an array", Response.Create().WithHeader("Content-Type", "application/json").WithBody("[]") },
        { "a number for a token", Response.Create().WithHeader("Content-Type", "application/json").WithBody("""{"token":42}""") },
        { "a proxy's login", Response.Create().WithStatusCode(407).WithHeader("Proxy-Authenticate", "Basic realm=\"office\"") },
    };

    [Theory]
    [MemberData(nameof(Odd), DisableDiscoveryEnumeration = true)]
    public async Task An_odd_answer_to_a_refresh_is_passing_and_the_next_refresh_succeeds(string what, IResponseBuilder answer)
    {
        await using var stage = new GatewayStage();
        var later = TimeSpan.FromMinutes(30);
        var refreshed = GatewayStage.TokenFrom(stage.Clock.GetUtcNow() + later);
        const string mended = "mended";
        stage.Provider.Given(Request.Create().UsingAnyMethod()).InScenario(what).WillSetStateTo(mended).RespondWith(answer);
        stage.Provider.Given(Request.Create().UsingAnyMethod()).InScenario(what).WhenStateIs(mended)
            .RespondWith(Response.Create().WithHeader("Content-Type", "application/json").WithBody($$"""{"token":"{{refreshed}}"}"""));

        var error = await Assert.ThrowsAnyAsync<BrevException>(async () =>
            await stage.Credential.GetTokenAsync(forceRefresh: true).AsTask().WaitAsync(GatewayStage.Patience));
        Assert.IsNotType<BrevLoginRequiredException>(error);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);

        stage.Clock.Advance(later);
        var token = await stage.Credential.GetTokenAsync(forceRefresh: true).AsTask().WaitAsync(GatewayStage.Patience);
        Assert.Equal(refreshed, token.Token);
    }
}
