using System.Net;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>Many callers at once cost the identity provider one call.</summary>
public sealed class CrowdTests
{
    private const int Crowd = 10_000;
    private const int CrowdOnSockets = 500;

    [Fact]
    public async Task Ten_thousand_callers_on_an_expired_token_cause_exactly_one_call_to_the_identity_provider()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(2));
        var gate = new Gate();
        stage.IdentityProvider.Answer = async (_, context) =>
        {
            await gate.PassAsync();
            await stage.IssueAsync(context);
        };

        var callers = Enumerable.Range(0, Crowd).Select(_ => Task.Run(async () => await credential.GetTokenAsync())).ToArray();
        await gate.Arrived;
        gate.Open();
        var tokens = await Task.WhenAll(callers).WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(1, stage.ProviderCalls);
        Assert.All(tokens, token => Assert.Equal(stage.Valid, token.Token));
        Assert.NotEqual(stage.FirstToken, stage.Valid);
    }

    [Fact]
    public async Task Ten_thousand_requests_in_flight_that_all_get_401_cause_one_refresh_and_each_is_resent_exactly_once()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var everybody = new Gate(Crowd);
        using var api = new ApiInMemory(async request =>
        {
            if (request.Headers.Authorization!.Parameter != stage.FirstToken)
            {
                return HttpStatusCode.OK;
            }

            await everybody.PassAsync();
            return HttpStatusCode.Unauthorized;
        });
        var client = stage.CreateClient(stage.CreateCredential(), api);

        var calls = Enumerable.Range(0, Crowd).Select(_ => Task.Run(() => client.ListOrganizationsAsync())).ToArray();
        await everybody.Arrived;
        everybody.Open();
        await Task.WhenAll(calls).WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(1, stage.ProviderCalls);
        Assert.Equal(Crowd, api.Authorizations.Count(value => value == "Bearer " + stage.FirstToken));
        Assert.Equal(Crowd, api.Authorizations.Count(value => value == "Bearer " + stage.Valid));
        Assert.Equal(2 * Crowd, api.Authorizations.Count);
    }

    [Fact]
    public async Task Five_hundred_requests_on_sockets_that_all_get_401_cause_one_refresh_and_each_is_resent_exactly_once()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var everybody = new Gate(CrowdOnSockets);
        stage.Api.Answer = async (request, context) =>
        {
            if (request.Authorization == "Bearer " + stage.FirstToken)
            {
                await everybody.PassAsync();
                await AuthenticationStage.RejectAsync(context, 401);
                return;
            }

            await AuthenticationStage.SucceedAsync(context);
        };
        var client = stage.CreateClient(stage.CreateCredential());

        var calls = Enumerable.Range(0, CrowdOnSockets).Select(_ => client.ListOrganizationsAsync()).ToArray();
        await everybody.Arrived;
        everybody.Open();
        await Task.WhenAll(calls).WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(1, stage.ProviderCalls);
        Assert.Equal(CrowdOnSockets, stage.Api.Requests.Count(request => request.Authorization == "Bearer " + stage.FirstToken));
        Assert.Equal(CrowdOnSockets, stage.Api.Requests.Count(request => request.Authorization == "Bearer " + stage.Valid));
    }

    [Fact]
    public async Task Ten_thousand_permission_403s_cause_at_most_one_refresh_and_then_none_until_the_token_changes()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var api = new ApiInMemory(_ => Task.FromResult(HttpStatusCode.Forbidden));
        var credential = stage.CreateCredential();
        var client = stage.CreateClient(credential, api);

        await SendCrowdAsync(client);
        var afterFirstCrowd = stage.ProviderCalls;
        await SendCrowdAsync(client);
        var afterSecondCrowd = stage.ProviderCalls;
        await credential.GetTokenAsync(forceRefresh: true);
        await SendCrowdAsync(client);

        Assert.Equal(1, afterFirstCrowd);
        Assert.Equal(1, afterSecondCrowd);
        Assert.Equal(3, stage.ProviderCalls);
    }

    private static async Task SendCrowdAsync(BrevClient client)
    {
        var calls = Enumerable.Range(0, Crowd / 2).Select(_ => Task.Run(async () =>
        {
            var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
            Assert.True(exception.IsPermissionDenied);
        }));
        await Task.WhenAll(calls).WaitAsync(AuthenticationStage.Patience);
    }
}
