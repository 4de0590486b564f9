using System.Net;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A flight that only reads the store is raised by callers who need a refresh: none of them is answered by a look.</summary>
public sealed class RaisedFlightTests
{
    [Rule("1.4")]
    [Fact]
    public async Task Callers_whose_token_expires_during_a_look_at_the_store_wait_for_a_refresh()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential, _) = await LookAsync(stage);
        using var ended = store;
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var asking = Enumerable.Range(0, 20).Select(_ => credential.GetTokenAsync().AsTask()).ToArray();
        store.Loading!.Open();

        var tokens = await Task.WhenAll(asking).WaitAsync(AuthenticationStage.Patience);
        Assert.All(tokens, token => Assert.Equal(stage.Valid, token.Token));
        Assert.Equal(2, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_401_that_comes_during_a_look_at_the_store_forces_a_refresh()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential, token) = await LookAsync(stage);
        using var ended = store;

        var replacing = credential.ReplaceDeniedAsync(token, HttpStatusCode.Unauthorized, default).AsTask();
        store.Loading!.Open();

        var replacement = await replacing.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(stage.Valid, replacement?.Token);
        Assert.Equal(2, stage.ProviderCalls);
    }

    [Rule("3.3")]
    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized)]
    public async Task A_403_in_the_flight_of_a_401_does_not_lengthen_its_pause_and_is_remembered(
        HttpStatusCode first, HttpStatusCode second)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        var token = await credential.GetTokenAsync();
        stage.IdentityProvider.Answer = (_, context) =>
        {
            context.Response.Headers.RetryAfter = "300";
            return AuthenticationStage.RejectAsync(context, 429);
        };
        await Assert.ThrowsAsync<BrevConnectionException>(
            async () => await credential.ReplaceDeniedAsync(token, HttpStatusCode.Unauthorized, default));
        stage.IdentityProvider.Answer = (_, context) => stage.IssueAsync(context);
        stage.Clock.Advance(TimeSpan.FromSeconds(61));

        store.Loading = new Gate();
        var one = credential.ReplaceDeniedAsync(token, first, default).AsTask();
        await store.Loading.Arrived;
        var other = credential.ReplaceDeniedAsync(token, second, default).AsTask();
        store.Loading.Open();

        var replacement = await one.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(stage.Valid, replacement?.Token);
        Assert.Same(replacement, await other.WaitAsync(AuthenticationStage.Patience));
        Assert.Null(await credential.ReplaceDeniedAsync(replacement!, HttpStatusCode.Forbidden, default));
        Assert.Equal(2, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_look_at_the_store_that_no_caller_raises_asks_the_provider_nothing()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var first = new BrevStoredCredential
        {
            AccessToken = stage.FirstToken,
            RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}",
        };
        var (store, credential, _) = await LookAsync(stage);
        using var ended = store;

        store.Stored = first;
        store.Loading!.Open();
        await stage.SettleAsync();

        Assert.Equal(1, stage.ProviderCalls);
    }

    /// <summary>
    /// A login in its window whose refresh token was rejected, another one in the store, and a call that has begun to look for it.
    /// </summary>
    private static async Task<(GatedStore Store, BrevCredential Credential, BrevAccessToken Token)> LookAsync(AuthenticationStage stage)
    {
        var store = new GatedStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);
        stage.IdentityProvider.Answer = (_, context) => stage.IssueAsync(context);
        store.Loading = new Gate();
        stage.Clock.Advance(TimeSpan.FromSeconds(10));
        var token = await credential.GetTokenAsync();
        await store.Loading.Arrived;
        store.Stored = store.Stored with { AccessToken = null, RefreshToken = $"another:{AuthenticationStage.DeviceId}" };
        return (store, credential, token);
    }
}
