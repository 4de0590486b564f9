using Brev.Sdk.Tests;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.ProcessTests.Authentication;

/// <summary>Many callers at once cost the identity provider one call.</summary>
public sealed class CrowdTests
{
    private const int Crowd = 10_000;

    /// <summary>Only so that a test that hangs ends: twenty thousand real calls take their time on a busy machine.</summary>
    private static readonly TimeSpan CrowdPatience = TimeSpan.FromMinutes(5);

    /// <summary>A tenth of the crowd, so that it comes over several connections.</summary>
    private const int CallsPerConnection = Crowd / 10;

    /// <summary>The organizations that the calls ask for: by them each call is known.</summary>
    private static readonly string[] Members = [.. Enumerable.Range(0, Crowd).Select(number => $"org-{number}")];

    [Rule("2.1")]
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
        await using var stage = await AuthenticationStage.StartWithHttp2Async(CallsPerConnection);
        var everybody = new Gate(Crowd);
        stage.Api.Answer = async (request, context) =>
        {
            if (request.Authorization != "Bearer " + stage.FirstToken)
            {
                await AuthenticationStage.SucceedAsync(context);
                return;
            }

            await everybody.PassAsync(context.RequestAborted);
            await AuthenticationStage.RejectAsync(context, 401);
        };
        using var transport = new Http2Transport();
        var client = CreateClient(stage, stage.CreateCredential(), transport);

        var calls = Members.Select(member => Task.Run(() => client.ListWorkspacesAsync(member))).ToArray();
        await everybody.Arrived;
        Assert.Equal((Crowd, 0), (stage.Api.Requests.Count, stage.ProviderCalls));
        everybody.Open();
        await Task.WhenAll(calls).WaitAsync(CrowdPatience);

        Assert.Equal(1, stage.ProviderCalls);
        AssertOnceForEach(stage.Api.Requests, "Bearer " + stage.FirstToken);
        AssertOnceForEach(stage.Api.Requests, "Bearer " + stage.Valid);
        Assert.Equal(2 * Crowd, stage.Api.Requests.Count);
    }

    [Rule("4.3")]
    [Fact]
    public async Task Ten_thousand_permission_403s_cause_at_most_one_refresh_and_then_none_until_the_token_changes()
    {
        await using var stage = await AuthenticationStage.StartWithHttp2Async(CallsPerConnection);
        using var transport = new Http2Transport();
        var credential = stage.CreateCredential();
        var client = CreateClient(stage, credential, transport);

        await RefuseCrowdAsync(stage, client);
        AssertOnceForEach(stage.Api.Requests, "Bearer " + stage.FirstToken);
        AssertOnceForEach(stage.Api.Requests, "Bearer " + stage.Valid);
        Assert.Equal((1, 2 * Crowd), (stage.ProviderCalls, stage.Api.Requests.Count));

        await RefuseCrowdAsync(stage, client);
        AssertOnceForEach(stage.Api.Requests, "Bearer " + stage.Valid);
        Assert.Equal((1, Crowd), (stage.ProviderCalls, stage.Api.Requests.Count));

        var changed = (await credential.GetTokenAsync(forceRefresh: true)).Token;
        await RefuseCrowdAsync(stage, client);
        AssertOnceForEach(stage.Api.Requests, "Bearer " + changed);
        AssertOnceForEach(stage.Api.Requests, "Bearer " + stage.Valid);
        Assert.Equal((3, 2 * Crowd), (stage.ProviderCalls, stage.Api.Requests.Count));
    }

    /// <summary>
    /// A client whose calls have no time limit: the fake clock goes through the timers of all open calls whenever anybody looks at it.
    /// </summary>
    private static BrevClient CreateClient(AuthenticationStage stage, BrevCredential credential, HttpMessageHandler transport) =>
        stage.CreateClient(credential, transport, static options => options.RequestTimeout = Timeout.InfiniteTimeSpan);

    /// <summary>Ten thousand calls, all of them open before the first is refused.</summary>
    private static async Task RefuseCrowdAsync(AuthenticationStage stage, BrevClient client)
    {
        var everybody = new Gate(Crowd);
        stage.Api.Forget();
        stage.Api.Answer = async (_, context) =>
        {
            await everybody.PassAsync(context.RequestAborted);
            await AuthenticationStage.RejectAsync(context, 403);
        };

        // Away from xunit's context, which starts a thread for every continuation of a test.
        var calls = Members.Select(member => Task.Run(async () =>
        {
            var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListWorkspacesAsync(member));
            Assert.True(exception.IsPermissionDenied);
        })).ToArray();
        await everybody.Arrived;
        Assert.Equal(Crowd, stage.Api.Requests.Count);
        everybody.Open();
        await Task.WhenAll(calls).WaitAsync(CrowdPatience);
    }

    /// <summary>Everybody's call has arrived with this header, and nobody's twice.</summary>
    private static void AssertOnceForEach(IEnumerable<ReceivedRequest> requests, string authorization) => Assert.Equal(
        Members.Select(member => $"/api/organizations/{member}/workspaces").Order(StringComparer.Ordinal),
        requests.Where(request => request.Authorization == authorization).Select(request => request.Path).Order(StringComparer.Ordinal));
}
