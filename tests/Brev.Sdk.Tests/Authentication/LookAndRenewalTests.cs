using System.Net;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>While somebody looks at the store because of a 403 that a renewal did not help, others need a renewal: a look is no answer to them.</summary>
public sealed class LookAndRenewalTests
{
    [Fact]
    public async Task Who_needs_a_token_while_somebody_looks_at_the_store_waits_for_a_renewal_and_so_does_who_comes_after()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        var forbidden = await ForbiddenAsync(credential);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var gate = store.Loading = new Gate();

        var looking = credential.ReplaceRejectedAsync(forbidden, HttpStatusCode.Forbidden, default).AsTask();
        await gate.Arrived;
        var asking = credential.GetTokenAsync().AsTask();
        var lookingToo = Enumerable.Range(0, 20).Select(_ => credential.ReplaceRejectedAsync(forbidden, HttpStatusCode.Forbidden, default).AsTask()).ToArray();
        store.Loading = null;
        gate.Open();

        var token = await asking.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal((stage.Valid, 2), (token.Token, stage.ProviderCalls));
        await looking.WaitAsync(AuthenticationStage.Patience);
        Assert.All(await Task.WhenAll(lookingToo).WaitAsync(AuthenticationStage.Patience), replacement => Assert.Equal(stage.Valid, replacement!.Token));
    }

    [Fact]
    public async Task A_401_that_comes_while_somebody_looks_at_the_store_forces_its_renewal()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        var forbidden = await ForbiddenAsync(credential);
        var gate = store.Loading = new Gate();

        var looking = credential.ReplaceRejectedAsync(forbidden, HttpStatusCode.Forbidden, default).AsTask();
        await gate.Arrived;
        var replacing = credential.ReplaceRejectedAsync(forbidden, HttpStatusCode.Unauthorized, default).AsTask();
        store.Loading = null;
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        gate.Open();

        var replacement = await replacing.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal((stage.Valid, 2), (replacement?.Token, stage.ProviderCalls));
        await looking.WaitAsync(AuthenticationStage.Patience);
    }

    [Fact]
    public async Task The_end_of_the_credential_ends_the_wait_for_a_renewal_after_a_look()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken);
        var credential = BrevCredential.FromStore(store, stage.CredentialOptions());
        var forbidden = await ForbiddenAsync(credential);
        var gate = store.Loading = new Gate();
        var looking = credential.ReplaceRejectedAsync(forbidden, HttpStatusCode.Forbidden, default).AsTask();
        await gate.Arrived;
        var replacing = credential.ReplaceRejectedAsync(forbidden, HttpStatusCode.Unauthorized, default).AsTask();

        var ending = credential.DisposeAsync().AsTask();
        store.Loading = null;
        gate.Open();

        await ending.WaitAsync(AuthenticationStage.Patience);
        await looking.WaitAsync(AuthenticationStage.Patience);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => replacing.WaitAsync(AuthenticationStage.Patience));
        Assert.Equal(1, stage.ProviderCalls);
    }

    /// <summary>A token that was renewed for a 403.</summary>
    private static async Task<BrevAccessToken> ForbiddenAsync(BrevCredential credential) =>
        (await credential.ReplaceRejectedAsync(await credential.GetTokenAsync(), HttpStatusCode.Forbidden, default))!;
}
