using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A call that is repeated after a pause, in which its token ends.</summary>
public sealed class RepeatedCallTests
{
    [Rule("1.4")]
    [Fact]
    public async Task A_call_is_repeated_with_the_next_token_when_the_first_has_ended_meanwhile()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (clock, client) = Create(stage);
        var next = TestToken.Create(clock.GetUtcNow(), clock.GetUtcNow().AddHours(1));
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{next}}"}""");

        await clock.AdvanceUntilAsync(client.ListOrganizationsAsync(), longest: TimeSpan.FromSeconds(29));

        Assert.Equal(["Bearer " + stage.FirstToken, "Bearer " + next], stage.Api.Requests.Select(request => request.Authorization));
    }

    [Rule("1.4")]
    [Fact]
    public async Task A_call_is_not_repeated_with_a_token_that_has_ended_when_there_is_no_other()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (clock, client) = Create(stage);
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 500);

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() =>
            clock.AdvanceUntilAsync(client.ListOrganizationsAsync(), longest: TimeSpan.FromSeconds(29)));

        Assert.Contains("could not be refreshed", exception.Message, StringComparison.Ordinal);
        Assert.Single(stage.Api.Requests);
    }

    [Rule("4.1")]
    [Fact]
    public async Task A_401_to_the_repeated_call_is_about_the_token_that_it_carried()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (clock, client) = Create(stage);
        var tokens = new List<string>();
        stage.IdentityProvider.Answer = (_, context) =>
        {
            tokens.Add(TestToken.Create(clock.GetUtcNow(), clock.GetUtcNow().AddHours(1)));
            return AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{tokens[^1]}}"}""");
        };
        stage.Api.Answer = (request, context) => stage.Api.Requests.Count == 1 ? Busy(context)
            : request.Authorization == "Bearer " + tokens[0] ? AuthenticationStage.RejectAsync(context, 401)
            : AuthenticationStage.SucceedAsync(context);

        await clock.AdvanceUntilAsync(client.ListOrganizationsAsync(), longest: TimeSpan.FromSeconds(29));

        Assert.Equal(
            ["Bearer " + stage.FirstToken, "Bearer " + tokens[0], "Bearer " + tokens[1]],
            stage.Api.Requests.Select(request => request.Authorization));
    }

    /// <summary>A client whose token has five seconds left, and an API that asks for ten at the first call.</summary>
    private static (SteppingClock Clock, BrevClient Client) Create(AuthenticationStage stage)
    {
        var clock = new SteppingClock(stage.Clock.GetUtcNow() + stage.Lifetime - TimeSpan.FromSeconds(5));
        stage.Api.Answer = (_, context) =>
            stage.Api.Requests.Count == 1 ? Busy(context) : AuthenticationStage.SucceedAsync(context);
        var credential = stage.CreateCredential(options =>
            (options.TimeProvider, options.RefreshBeforeExpiry) = (clock, TimeSpan.Zero));
        return (clock, stage.CreateClient(credential, configure: options => options.TimeProvider = clock));
    }

    private static Task Busy(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "10";
        return AuthenticationStage.WriteJsonAsync(context, "{}", 503);
    }
}
