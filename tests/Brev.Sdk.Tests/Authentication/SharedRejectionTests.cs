namespace Brev.Sdk.Tests.Authentication;

/// <summary>A store tells the processes that share it what the provider has refused to one of them.</summary>
public sealed class SharedRejectionTests
{
    private const string Login = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    [Rule("3.4")]
    [Fact]
    public async Task A_rejection_is_reported_to_the_store_and_costs_the_next_process_no_call()
    {
        await using var stage = await StartAsync();
        var store = Create(stage);
        await AssertLoginRequiredAsync(stage, store);
        Assert.Equal(store.Stored, store.Rejected);

        await AssertLoginRequiredAsync(stage, store);

        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_store_that_fails_at_reports_of_rejections_costs_each_process_one_call_and_changes_no_verdict()
    {
        await using var stage = await StartAsync();
        var store = Create(stage);
        store.OnRejection = () => throw new IOException("The store is away.");

        await AssertLoginRequiredAsync(stage, store);
        await AssertLoginRequiredAsync(stage, store);

        Assert.Equal(2, stage.ProviderCalls);
    }

    [Rule("2.3")]
    [Fact]
    public async Task A_rejection_that_is_reported_while_a_process_waits_for_the_lock_costs_no_call()
    {
        await using var stage = await StartAsync();
        var store = Create(stage);
        store.Locking = new Gate();
        var failing = AssertLoginRequiredAsync(stage, store);
        await store.Locking.Arrived;

        store.Rejected = store.Stored;
        store.Locking.Open();
        await failing.WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(0, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_report_that_has_ended_lets_a_process_that_went_by_it_ask_again()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var store = Create(stage);
        await store.ReportRejectedAsync(store.Stored!, default);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => credential.GetTokenAsync().AsTask());
        Assert.Equal(0, stage.ProviderCalls);

        store.Rejected = null;

        Assert.NotEqual(stage.FirstToken, (await credential.GetTokenAsync()).Token);
    }

    private static async Task<AuthenticationStage> StartAsync()
    {
        var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        return stage;
    }

    private static SharedStore Create(AuthenticationStage stage) =>
        new(new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = Login });

    private static async Task AssertLoginRequiredAsync(AuthenticationStage stage, SharedStore store)
    {
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => credential.GetTokenAsync().AsTask());
    }
}
