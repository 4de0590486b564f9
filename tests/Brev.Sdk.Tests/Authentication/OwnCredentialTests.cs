using System.Net;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// Credentials that applications derive: whatever they do, the call ends with an exception that says what happened, and nothing leaves
/// without a token.
/// </summary>
public sealed class OwnCredentialTests
{
    [Theory]
    [InlineData(typeof(HttpRequestException), typeof(BrevConnectionException))]
    [InlineData(typeof(TimeoutException), typeof(BrevConnectionException))]
    [InlineData(typeof(InvalidOperationException), typeof(BrevException))]
    [InlineData(typeof(OperationCanceledException), typeof(BrevConnectionException))]
    public async Task One_that_throws_sends_nothing_and_is_named(Type thrown, Type seen)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(new OwnCredential((_, _) => throw (Exception)Activator.CreateInstance(thrown)!));

        var exception = await Assert.ThrowsAnyAsync<BrevException>(() => client.ListOrganizationsAsync());

        Assert.IsType(seen, exception);
        Assert.Contains(nameof(OwnCredential), exception.Message, StringComparison.Ordinal);
        Assert.Empty(stage.Api.Requests);
    }

    [Rule("1.6")]
    [Fact]
    public async Task One_that_gives_null_sends_nothing()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(new OwnCredential((_, _) => new ValueTask<BrevAccessToken>((BrevAccessToken)null!)));

        await Assert.ThrowsAsync<BrevConfigurationException>(() => client.ListOrganizationsAsync());

        Assert.Empty(stage.Api.Requests);
    }

    [Fact]
    public async Task One_that_hangs_and_heeds_no_cancellation_ends_with_the_call()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(
            new OwnCredential((_, _) => new ValueTask<BrevAccessToken>(new TaskCompletionSource<BrevAccessToken>().Task)));

        var call = client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<BrevTimeoutException>(() => call.WaitAsync(AuthenticationStage.Patience));
        Assert.Empty(stage.Api.Requests);
    }

    [Fact]
    public async Task One_that_fails_to_replace_a_rejected_token_leaves_the_original_answer()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(new OwnCredential((force, _) => force
            ? throw new InvalidOperationException()
            : new ValueTask<BrevAccessToken>(new BrevAccessToken("old"))));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        Assert.True(exception.IsUnauthenticated);
        Assert.Single(stage.Api.Requests);
    }

    [Rule("4.7")]
    [Fact]
    public async Task A_thousand_401s_force_it_once_and_each_call_is_resent_once()
    {
        const int Crowd = 1000;
        await using var stage = await AuthenticationStage.StartAsync();
        var forced = 0;
        var current = new BrevAccessToken("old");
        var everybody = new Gate(Crowd);
        using var api = new ApiInMemory(async request =>
        {
            if (request.Headers.Authorization!.Parameter == "new")
            {
                return HttpStatusCode.OK;
            }

            await everybody.PassAsync();
            return HttpStatusCode.Unauthorized;
        });
        var gate = new Gate();
        var client = stage.CreateClient(
            new OwnCredential(async (force, _) =>
            {
                if (force)
                {
                    Interlocked.Increment(ref forced);
                    await gate.PassAsync(CancellationToken.None);
                    current = new BrevAccessToken("new");
                }

                return current;
            }),
            api);

        var calls = Enumerable.Range(0, Crowd).Select(_ => Task.Run(() => client.ListOrganizationsAsync())).ToArray();
        await everybody.Arrived;
        everybody.Open();
        await gate.Arrived;
        gate.Open();
        await Task.WhenAll(calls).WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(1, forced);
        Assert.Equal(2 * Crowd, api.Authorizations.Count);
    }
}
