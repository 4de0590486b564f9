namespace Brev.Sdk.Tests.Authentication;

/// <summary>The wait for the lock of a store, and what comes after it, have a limit each.</summary>
public sealed class LockWaitTests
{
    [Rule("2.4")]
    [Fact]
    public async Task However_long_the_lock_was_waited_for_the_provider_has_all_of_its_time_and_the_one_use_refresh_token_is_not_lost()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var issuing = new OneUseRefreshTokens(stage);
        var issue = stage.IdentityProvider.Answer;
        var provider = new Gate();
        stage.IdentityProvider.Answer = async (request, context) =>
        {
            await provider.PassAsync();
            await issue(request, context);
        };
        using var store = new GatedStore(issuing.New(), "one-use-0") { Locking = new Gate() };
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var asking = credential.GetTokenAsync().AsTask();
        await store.Locking.Arrived;
        stage.Clock.Advance(TimeSpan.FromSeconds(58));
        store.Locking.Open();
        await provider.Arrived;
        stage.Clock.Advance(TimeSpan.FromSeconds(29));
        provider.Open();

        var token = await asking.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal("one-use-1", store.Stored.RefreshToken);
    }

    [Fact]
    public async Task A_lock_that_does_not_come_free_is_a_passing_failure_that_names_it_and_no_call_to_the_provider()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new GatedStore(stage.FirstToken) { Locking = new Gate() };
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var asking = credential.GetTokenAsync().AsTask();
        await store.Locking.Arrived;
        stage.Clock.Advance(TimeSpan.FromSeconds(61));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() => asking.WaitAsync(AuthenticationStage.Patience));
        Assert.Contains(
            "The wait for the lock of a gated store took longer than 60 seconds. Your login is intact",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_transport_that_blocks_instead_of_waiting_runs_into_the_same_limit()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var blocking = new BlockingTransport();
        var credential = stage.CreateCredential(options => options.Transport = blocking);
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var asking = Task.Run(async () => await credential.GetTokenAsync());
        await blocking.Arrived.Task.WaitAsync(AuthenticationStage.Patience);
        stage.Clock.Advance(TimeSpan.FromSeconds(31));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() => asking.WaitAsync(AuthenticationStage.Patience));
        Assert.Contains("did not answer within 30 seconds", exception.Message, StringComparison.Ordinal);
    }

    [Rule("2.4")]
    [Fact]
    public async Task A_wait_that_a_notice_has_ended_is_no_failure_whatever_the_store_throws_when_it_is_cancelled()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var store = new BusyStore(
            new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = "canary-session:canary-device" });
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        var changed = await store.Watched.Task.WaitAsync(AuthenticationStage.Patience);
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var asking = credential.GetTokenAsync().AsTask();
        var waitOfStore = await store.Waiting.Task.WaitAsync(AuthenticationStage.Patience);

        // What is registered last runs first: the store fails before the wait for it is cancelled.
        using var failing = waitOfStore.Register(() => store.Lock.SetException(new IOException("The wait was given up.")));
        store.Stored = store.Stored with { AccessToken = stage.NewToken() };

        changed();

        var token = await asking.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(store.Stored.AccessToken, token.Token);
    }

    /// <summary>A store whose lock is not to be had.</summary>
    private sealed class BusyStore(BrevStoredCredential stored) : BrevCredentialStore
    {
        public BrevStoredCredential Stored { get; set; } = stored;

        public TaskCompletionSource<Action> Watched { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<IAsyncDisposable> Lock { get; } = new();

        public TaskCompletionSource<CancellationToken> Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken) => new(Stored);

        public override ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken) => default;

        public override ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
        {
            Waiting.SetResult(cancellationToken);
            return new(Lock.Task);
        }

        public override IDisposable? Watch(Action changed)
        {
            Watched.SetResult(changed);
            return null;
        }
    }

    private sealed class BlockingTransport : HttpMessageHandler
    {
        private readonly ManualResetEventSlim _end = new();

        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Arrived.TrySetResult();
            _end.Wait(CancellationToken.None);
            throw new HttpRequestException("too late");
        }

        protected override void Dispose(bool disposing)
        {
            _end.Set();
            base.Dispose(disposing);
        }
    }
}
