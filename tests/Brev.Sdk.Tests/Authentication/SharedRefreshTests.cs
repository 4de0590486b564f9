namespace Brev.Sdk.Tests.Authentication;

/// <summary>Who shares a refresh with whom, and who needs none.</summary>
public sealed class SharedRefreshTests
{
    [Fact]
    public async Task A_caller_that_saw_the_old_token_just_before_it_was_replaced_takes_the_new_one_without_another_refresh()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var clock = new HeldClock(stage.Clock);
        var credential = stage.CreateCredential(options => options.TimeProvider = clock);
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        // Held with the expired token in hand, while somebody else's refresh begins and ends.
        clock.HoldNext();
        var held = Task.Run(async () => await credential.GetTokenAsync());
        await clock.Arrived;
        var replaced = await credential.GetTokenAsync();
        clock.Release();
        var token = await held.WaitAsync(AuthenticationStage.Patience);

        Assert.Same(replaced, token);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_forced_refresh_that_joins_the_first_look_at_the_store_still_refreshes()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new FailingStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        store.Fail(StoreCall.Load, StoreFailure.Hangs);

        var first = credential.GetTokenAsync().AsTask();
        await store.Failed;
        var forced = credential.GetTokenAsync(forceRefresh: true).AsTask();
        store.Heal();

        var refreshed = await forced.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(stage.Valid, refreshed.Token);
        Assert.Contains((await first.WaitAsync(AuthenticationStage.Patience)).Token, new[] { stage.FirstToken, stage.Valid });
        Assert.NotEqual(stage.FirstToken, stage.Valid);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task Callers_have_the_new_token_before_the_lock_is_given_back_and_the_end_of_the_credential_waits_for_that()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new FailingStore(stage.FirstToken);
        var credential = BrevCredential.FromStore(store, stage.CredentialOptions());
        await credential.GetTokenAsync();
        store.Fail(StoreCall.Unlock, StoreFailure.Hangs);

        var token = await credential.GetTokenAsync(forceRefresh: true).AsTask().WaitAsync(AuthenticationStage.Patience);
        await store.Failed;
        var disposal = credential.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        store.Heal();
        await disposal.WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(stage.Valid, token.Token);
    }

    [Rule("4.1")]
    [Fact]
    public async Task A_401_on_a_token_that_was_replaced_waits_for_no_refresh_of_its_successor()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        var first = await credential.GetTokenAsync();
        var second = await credential.GetTokenAsync(forceRefresh: true);
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        var gate = new Gate();
        stage.IdentityProvider.Answer = async (_, context) =>
        {
            await gate.PassAsync();
            await stage.IssueAsync(context);
        };
        await credential.GetTokenAsync();
        await gate.Arrived;

        var replacement = await credential.ReplaceDeniedAsync(first, System.Net.HttpStatusCode.Unauthorized, default).AsTask().WaitAsync(
            AuthenticationStage.Patience);
        gate.Open();

        Assert.Same(second, replacement);
    }

    [Rule("2.4")]
    [Fact]
    public async Task A_lock_that_comes_after_the_time_limit_is_given_back_at_once()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new FailingStore(stage.FirstToken);
        var credential = BrevCredential.FromStore(store, stage.CredentialOptions());
        await credential.GetTokenAsync();
        store.Fail(StoreCall.Lock, StoreFailure.Hangs);
        var forced = credential.GetTokenAsync(forceRefresh: true).AsTask();
        await store.Failed;
        stage.Clock.Advance(TimeSpan.FromSeconds(61));
        await Assert.ThrowsAsync<BrevConnectionException>(() => forced.WaitAsync(AuthenticationStage.Patience));
        Assert.Equal((0, 0), (store.LocksTaken, store.LocksGivenBack));

        store.Heal();
        await store.GivenBack;

        Assert.Equal((1, 1), (store.LocksTaken, store.LocksGivenBack));
        await credential.DisposeAsync();
    }
}
