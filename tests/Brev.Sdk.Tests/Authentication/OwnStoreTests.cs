using Brev.Sdk.Authentication;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// Stores that applications derive may throw, hang or block: a token that is still good stays in use, and a new one is never lost.
/// </summary>
public sealed class OwnStoreTests
{
    public static TheoryData<StoreCall, StoreFailure> All
    {
        get
        {
            var data = new TheoryData<StoreCall, StoreFailure>();
            foreach (var step in Enum.GetValues<StoreCall>())
            {
                data.Add(step, StoreFailure.Throws);
                if (step != StoreCall.Describe)
                {
                    data.Add(step, StoreFailure.Hangs);
                    data.Add(step, StoreFailure.Blocks);
                }
            }

            return data;
        }
    }

    [Rule("1.3")]
    [Theory]
    [MemberData(nameof(All))]
    public async Task Inside_the_window_no_call_fails_or_waits_for_a_store_that_fails(StoreCall step, StoreFailure way)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new FailingStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        store.Fail(step, way);

        for (var call = 0; call < 10; call++)
        {
            var token = await credential.GetTokenAsync().AsTask().WaitAsync(AuthenticationStage.Patience);
            Assert.Contains(token.Token, new[] { stage.FirstToken, stage.Valid });
        }

        store.Heal();
        await stage.RefreshesAsync(1);
        stage.Clock.Advance(TimeSpan.FromMinutes(5));
        var later = await credential.GetTokenAsync().AsTask().WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(stage.Valid, later.Token);
    }

    [Theory]
    [InlineData(StoreCall.Load)]
    [InlineData(StoreCall.Lock)]
    public async Task After_expiry_a_store_that_throws_is_a_passing_failure_and_the_next_call_after_the_back_off_refreshes(StoreCall step)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new FailingStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        store.Fail(step, StoreFailure.Throws);

        await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        store.Heal();
        stage.Clock.Advance(TimeSpan.FromSeconds(7));
        var token = await credential.GetTokenAsync();

        Assert.Equal(stage.Valid, token.Token);
    }

    [Rule("8")]
    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(BrevConnectionException))]
    [InlineData(typeof(BrevConfigurationException))]
    public async Task What_a_store_says_when_it_fails_reaches_the_caller_without_the_tokens_in_it(Type thrown)
    {
        const string Session = "opaque-session-0451";
        const string Device = "opaque-device-0451";
        await using var stage = await AuthenticationStage.StartAsync();
        var store = new SharedStore(new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = $"{Session}:{Device}" });
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        store.LoadFailure = () => (Exception)Activator.CreateInstance(
            thrown, $"The record {Session} of {Device} is broken.", new IOException($"Near {Session}."))!;

        var exception = await Assert.ThrowsAnyAsync<BrevException>(async () => await credential.GetTokenAsync());

        Assert.Contains("The record *** of *** is broken.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Session, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Device, exception.ToString(), StringComparison.Ordinal);
    }

    [Rule("2.4")]
    [Theory]
    [InlineData(StoreFailure.Hangs)]
    [InlineData(StoreFailure.Blocks)]
    public async Task A_store_that_does_not_come_back_does_not_hold_up_who_asks_where_the_login_is_kept(StoreFailure way)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new FailingStore(stage.FirstToken);
        var client = stage.CreateClient(stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions())));
        store.Fail(StoreCall.Load, way);

        var finding = Task.Run(() => client.FindCurrentUserIdAsync());
        await store.Failed;
        stage.Clock.Advance(TimeSpan.FromSeconds(61));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() => finding.WaitAsync(AuthenticationStage.Patience));
        Assert.Contains("The reading of a store of our own took longer than 60 seconds.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_store_throws_without_a_text_to_read_is_a_passing_failure_all_the_same()
    {
        var outcome = RefreshOutcome.OfStoreFailure(new UnreadableException(), "a store", known: null);

        Assert.Equal("The credential store a store failed (UnreadableException: its text cannot be shown).", outcome.Reason);
    }

    [Rule("5.8")]
    [Theory]
    [InlineData(StoreFailure.Throws)]
    [InlineData(StoreFailure.Hangs)]
    public async Task A_token_that_cannot_be_saved_is_used_and_the_save_is_tried_again(StoreFailure way)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new FailingStore(stage.FirstToken);
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        store.Fail(StoreCall.Save, way);

        var refreshing = credential.GetTokenAsync(forceRefresh: true).AsTask();
        if (way == StoreFailure.Hangs)
        {
            await store.Failed;
            stage.Clock.Advance(TimeSpan.FromSeconds(31));
        }

        var token = await refreshing.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(stage.FirstToken, store.Stored!.AccessToken);
        await stage.Log.ReachAsync(1, 20);
        store.Heal();
        await credential.DisposeAsync();

        Assert.Equal(1, stage.Log.Count(21));
        Assert.Equal(stage.Valid, store.Stored!.AccessToken);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task The_unsaved_refresh_token_and_not_the_stored_one_buys_the_next_token()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new FailingStore(
            TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow() + stage.Lifetime, TestToken.Auth0Issuer), "canary-one-use-0");
        var used = 0;
        stage.IdentityProvider.Answer = (request, context) =>
        {
            // One use each: what has been used once is refused.
            var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow()
                + stage.Lifetime, TestToken.Auth0Issuer, audience: TestToken.Auth0Audience);
            return request.Body.EndsWith($"refresh_token=canary-one-use-{used}", StringComparison.Ordinal)
                ? AuthenticationStage.WriteJsonAsync(
                    context, $$"""{"access_token":"{{token}}","refresh_token":"canary-one-use-{{++used}}"}""")
                : AuthenticationStage.WriteJsonAsync(context, """{"error":"invalid_grant"}""", 403);
        };
        var credential = stage.Own(BrevCredential.FromStore(store, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        store.Fail(StoreCall.Save, StoreFailure.Throws);

        await credential.GetTokenAsync(forceRefresh: true);
        await credential.GetTokenAsync(forceRefresh: true);
        await credential.GetTokenAsync(forceRefresh: true);
        Assert.Equal("canary-one-use-0", store.Stored!.RefreshToken);
        store.Heal();
        await credential.DisposeAsync();

        Assert.Equal("canary-one-use-3", store.Stored!.RefreshToken);
        Assert.Equal(3, used);
    }

    [Fact]
    public async Task A_logger_that_throws_costs_nobody_the_token_and_loses_no_unsaved_one()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var store = new FailingStore(stage.FirstToken);
        var options = stage.CredentialOptions();
        using var loggers = new ThrowingLogger();
        options.LoggerFactory = loggers;
        var credential = stage.Own(BrevCredential.FromStore(store, options));
        store.Fail(StoreCall.Save, StoreFailure.Throws);

        var token = await credential.GetTokenAsync(forceRefresh: true);
        store.Heal();
        await credential.DisposeAsync();

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(stage.Valid, store.Stored!.AccessToken);
    }

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new InvalidOperationException("There is no text.");
    }
}
