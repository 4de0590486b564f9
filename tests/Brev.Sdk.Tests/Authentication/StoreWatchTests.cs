using System.Diagnostics;
using Brev.Sdk.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A store that notices what other processes store: their token is adopted in the background, and nothing is bought.</summary>
public sealed class StoreWatchTests
{
    private const string Login = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    [Fact]
    public async Task A_newer_token_is_adopted_when_the_store_says_that_it_has_changed()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        var newer = StoreNewer(stage, store);

        changed();
        await stage.RefreshesAsync(1, 2);

        Assert.Equal(newer, (await credential.GetTokenAsync()).Token);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Fact]
    public async Task Another_account_is_not_adopted_when_the_store_says_that_it_has_changed()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        store.Stored = new BrevStoredCredential
        {
            AccessToken = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow() + stage.Lifetime, subject: "another-account"),
            RefreshToken = "canary-other:canary-device",
        };

        store.Loading = new Gate();
        changed();
        await store.Loading.Arrived;
        store.Loading.Open();
        await stage.SettleAsync();

        Assert.Equal(stage.FirstToken, (await credential.GetTokenAsync()).Token);
    }

    [Fact]
    public async Task A_thousand_notices_at_once_cost_two_readings_at_most()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        var before = store.Loads;
        StoreNewer(stage, store);

        Parallel.For(0, 1000, _ => changed());
        await stage.RefreshesAsync(1, 2);
        await credential.DisposeAsync();

        Assert.InRange(store.Loads - before, 1, 2);
    }

    [Fact]
    public async Task Notices_one_after_the_other_cost_one_reading_a_second()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new SteppingClock(stage.Clock.GetUtcNow());
        var (store, credential) = Create(stage, clock);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        var (readings, read) = (new List<DateTimeOffset>(), new TaskCompletionSource<bool>());
        store.LoadFailure = () =>
        {
            readings.Add(clock.GetUtcNow());
            changed();
            _ = readings.Count == 5 && read.TrySetResult(true);
            return null;
        };

        changed();
        await clock.AdvanceUntilAsync(read.Task, longest: TimeSpan.FromSeconds(29));

        Assert.All(
            readings.Zip(readings.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1), $"{pair}"));
    }

    [Fact]
    public async Task A_flight_that_waits_for_the_lock_takes_what_the_owner_of_the_lock_has_stored()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        store.Locking = new Gate();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var waiting = credential.GetTokenAsync().AsTask();
        await store.Locking.Arrived;
        var newer = StoreNewer(stage, store);

        changed();

        Assert.Equal(newer, (await waiting.WaitAsync(AuthenticationStage.Patience)).Token);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_notice_during_a_flight_that_then_waits_for_the_lock_ends_that_wait()
    {
        var store = new SharedStore(new BrevStoredCredential { RefreshToken = Login });
        var (clock, looking) = (new FakeTimeProvider(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var telemetry = new RefreshTelemetry(NullLogger.Instance, () => "a test", clock);
        var flight = new TaskCompletionSource<RefreshOutcome>();
        await using var watch = new StoreWatch(
            new TimeLimitedStore(store, new BrevCredentialOptions { TimeProvider = clock }, telemetry),
            clock,
            () =>
            {
                looking.SetResult();
                return flight.Task;
            });
        watch.Start();
        (await store.Watched)();
        await looking.Task.WaitAsync(AuthenticationStage.Patience);

        var waiting = watch.LockUnlessChangedAsync(async token =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new UnreachableException();
        });

        Assert.Null(await waiting.WaitAsync(AuthenticationStage.Patience));
    }

    [Fact]
    public async Task A_notice_without_news_lets_the_wait_for_the_lock_go_on()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, changed, waiting) = await WaitForLockAsync(stage);
        var second = store.Locking = new Gate();

        changed();
        await second.Arrived;
        second.Open();

        var token = await waiting.WaitAsync(AuthenticationStage.Patience);
        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("2.4")]
    [Fact]
    public async Task However_many_notices_come_the_wait_for_the_lock_has_one_limit()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, changed, waiting) = await WaitForLockAsync(stage);
        stage.Clock.Advance(TimeSpan.FromSeconds(40));
        var second = store.Locking = new Gate();

        changed();
        await second.Arrived;
        stage.Clock.Advance(TimeSpan.FromSeconds(21));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() => waiting.WaitAsync(AuthenticationStage.Patience));
        Assert.Contains(
            "The wait for the lock of a shared store took longer than 60 seconds.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_out_ends_the_wait_for_the_lock()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, changed, waiting) = await WaitForLockAsync(stage);
        store.Stored = null;

        changed();

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => waiting.WaitAsync(AuthenticationStage.Patience));
    }

    [Fact]
    public async Task The_watch_ends_with_the_credential()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        await store.Watched;

        await credential.DisposeAsync();

        await store.WatchEnded;
    }

    [Fact]
    public async Task A_notice_whose_reading_fails_is_read_again_ever_more_rarely_until_it_can_be()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new SteppingClock(stage.Clock.GetUtcNow());
        var (store, credential) = Create(stage, clock);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        var newer = StoreNewer(stage, store);
        var readings = new List<DateTimeOffset>();
        store.LoadFailure = () =>
        {
            readings.Add(clock.GetUtcNow());
            return readings.Count <= 5 ? new IOException("The store is away.") : null;
        };

        changed();
        await clock.AdvanceUntilAsync(AdoptAsync(stage), longest: TimeSpan.FromSeconds(29));

        Assert.Equal(newer, (await credential.GetTokenAsync()).Token);
        Assert.All(Enumerable.Range(0, 5), failure =>
            Assert.InRange((readings[failure + 1] - readings[failure]).TotalSeconds, Math.Pow(2, failure), 30));
    }

    [Fact]
    public async Task A_reading_that_succeeds_makes_the_pause_after_the_next_failure_a_short_one_again()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new SteppingClock(stage.Clock.GetUtcNow());
        var (store, credential) = Create(stage, clock);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        var (readings, read) = (new List<DateTimeOffset>(), new TaskCompletionSource<bool>());
        store.LoadFailure = () =>
        {
            readings.Add(clock.GetUtcNow());
            if (readings.Count == 5)
            {
                // The one that succeeds; something has changed again behind it.
                changed();
                return null;
            }

            _ = readings.Count == 7 && read.TrySetResult(true);
            return new IOException("The store is away.");
        };

        changed();
        await clock.AdvanceUntilAsync(read.Task, longest: TimeSpan.FromSeconds(29));

        Assert.InRange((readings[4] - readings[3]).TotalSeconds, 8, 10);
        Assert.InRange((readings[6] - readings[5]).TotalSeconds, 1, 2);
    }

    [Fact]
    public async Task A_notice_whose_reading_fails_for_a_caller_who_needs_more_is_read_again_as_well()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new SteppingClock(stage.Clock.GetUtcNow());
        var (store, credential) = Create(stage, clock);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        var newer = StoreNewer(stage, store);
        var loading = store.Loading = new Gate();
        store.LoadFailure = () => new IOException("The store is away.");
        changed();
        await loading.Arrived;
        var forcing = credential.GetTokenAsync(forceRefresh: true).AsTask();
        loading.Open();
        await Assert.ThrowsAsync<BrevConnectionException>(() => forcing);
        store.LoadFailure = () => null;

        await clock.AdvanceUntilAsync(AdoptAsync(stage), longest: TimeSpan.FromSeconds(29));

        Assert.Equal(newer, (await credential.GetTokenAsync()).Token);
    }

    [Fact]
    public async Task An_older_login_of_another_account_is_left_where_it_is()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        var theirs = Older(stage, "another-account");
        store.Stored = theirs;

        await ReadAsync(stage, store, changed);

        Assert.Equal(theirs, store.Stored);
    }

    /// <summary>A notice, and the reading that it begins.</summary>
    private static async Task ReadAsync(AuthenticationStage stage, SharedStore store, Action changed)
    {
        var loading = store.Loading = new Gate();
        changed();
        await loading.Arrived;
        loading.Open();
        await stage.SettleAsync();
    }

    private static async Task<bool> AdoptAsync(AuthenticationStage stage)
    {
        await stage.RefreshesAsync(1, 2);
        return true;
    }

    private static BrevStoredCredential Older(AuthenticationStage stage, string subject = "user-1")
    {
        var now = stage.Clock.GetUtcNow().AddMinutes(-30);
        var token = TestToken.Create(now, now + stage.Lifetime, subject: subject);
        return new BrevStoredCredential { AccessToken = token, RefreshToken = Login };
    }

    /// <summary>A caller whose token has ended waits for a lock that somebody else holds.</summary>
    private static async Task<(SharedStore Store, Action Changed, Task<BrevAccessToken> Waiting)> WaitForLockAsync(
        AuthenticationStage stage)
    {
        var (store, credential) = Create(stage);
        await credential.GetTokenAsync();
        var changed = await store.Watched;
        var locking = store.Locking = new Gate();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var waiting = credential.GetTokenAsync().AsTask();
        await locking.Arrived;
        return (store, changed, waiting);
    }

    private static (SharedStore Store, BrevCredential Credential) Create(AuthenticationStage stage, TimeProvider? clock = null)
    {
        var store = new SharedStore(new BrevStoredCredential { AccessToken = stage.FirstToken, RefreshToken = Login });
        var options = stage.CredentialOptions();
        options.TimeProvider = clock ?? options.TimeProvider;
        return (store, stage.Own(BrevCredential.FromStore(store, options)));
    }

    private static string StoreNewer(AuthenticationStage stage, SharedStore store)
    {
        var newer = TestToken.Create(
            stage.Clock.GetUtcNow() + TimeSpan.FromSeconds(5), stage.Clock.GetUtcNow() + stage.Lifetime + TimeSpan.FromSeconds(5));
        store.Stored = new BrevStoredCredential { AccessToken = newer, RefreshToken = Login };
        return newer;
    }
}
