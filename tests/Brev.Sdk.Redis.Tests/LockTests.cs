using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests;

/// <summary>The lock of a refresh spans instances, and outlives no owner for long.</summary>
public sealed class LockTests
{
    [RedisFact]
    public async Task While_one_instance_holds_the_lock_another_waits_for_it()
    {
        await using var stage = await RedisStage.StartAsync();
        var held = await stage.Store().LockAsync(default);
        var waiting = await WaitAsync(stage, default);

        Assert.False(waiting.IsCompleted);
        await held.DisposeAsync();
        await (await waiting.WaitAsync(AuthenticationStage.Patience)).DisposeAsync();
    }

    [RedisFact]
    public async Task A_wait_for_the_lock_ends_when_its_caller_gives_up()
    {
        await using var stage = await RedisStage.StartAsync();
        await using var held = await stage.Store().LockAsync(default);
        using var limit = new CancellationTokenSource();
        var waiting = await WaitAsync(stage, limit.Token);

        await limit.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(AuthenticationStage.Patience));
    }

    [RedisFact]
    public async Task The_lock_of_an_owner_that_was_killed_comes_free_by_itself()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.StringSetAsync(LockOf(store), "an owner that no longer runs", TimeSpan.FromMilliseconds(500));

        await (await store.LockAsync(default).AsTask().WaitAsync(AuthenticationStage.Patience)).DisposeAsync();
    }

    [RedisFact]
    public async Task A_claim_of_an_owner_that_was_killed_is_given_up_after_the_expiry()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await ClaimedAsync(stage);
        var began = stage.Brev.Clock.GetUtcNow();

        var waiting = store.LockAsync(default).AsTask();
        await stage.Brev.Clock.AdvanceUntilAsync(waiting, database);

        await using var held = await waiting;
        Assert.InRange(stage.Brev.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(90));
        Assert.NotEqual("an owner that no longer runs", (string?)await database.HashGetAsync(store.Key, "claim"));
    }

    [RedisFact]
    public async Task A_claim_whose_owner_stores_what_it_has_been_given_is_waited_for_no_longer()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await ClaimedAsync(stage);
        var waiting = store.LockAsync(default).AsTask();

        // Until it has the lock, and meets the claim.
        await RedisWait.UntilAsync(() => database.KeyExistsAsync(LockOf(store)));
        var began = stage.Brev.Clock.GetUtcNow();
        Assert.True(await stage.Store().ReplaceAsync(stage.Login with { AccessToken = "canary-newer" }, stage.Login, default));
        await stage.Brev.Clock.AdvanceUntilAsync(waiting, database);

        await (await waiting).DisposeAsync();
        Assert.InRange(stage.Brev.Clock.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(44));
    }

    [RedisFact]
    public async Task A_lock_that_is_given_back_leaves_no_claim()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        var database = (await stage.Server.OperateAsync()).GetDatabase();

        var held = await store.LockAsync(default);
        Assert.True(await database.HashExistsAsync(store.Key, "claim"));
        await held.DisposeAsync();

        Assert.False(await database.HashExistsAsync(store.Key, "claim"));
    }

    /// <summary>A server without memory takes nothing new, and lets what is there be deleted.</summary>
    [RedisFact]
    public async Task A_lock_that_is_given_back_leaves_the_claim_while_what_was_obtained_under_it_is_not_stored()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        var held = await store.LockAsync(default);
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        var newer = stage.Login with { AccessToken = "canary-newer" };
        await Assert.ThrowsAsync<BrevConnectionException>(async () => await store.ReplaceAsync(newer, stage.Login, default));

        await held.DisposeAsync();

        Assert.True(await database.HashExistsAsync(store.Key, "claim"));
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        stage.Brev.Clock.Advance(TimeSpan.FromSeconds(1));
        await stage.Brev.Log.ReachAsync(1, 69);
        Assert.Equal((newer, false), (await store.LoadAsync(default), await database.HashExistsAsync(store.Key, "claim")));
    }

    [RedisFact]
    public async Task The_lock_of_a_login_that_is_not_there_writes_no_claim()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();

        await using var held = await store.LockAsync(default);

        Assert.False(await (await stage.Server.OperateAsync()).GetDatabase().KeyExistsAsync(store.Key));
    }

    [RedisFact]
    public async Task A_lock_that_is_lost_is_told_of_once()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store(options => options.LockExpiry = TimeSpan.FromSeconds(1));
        await using var held = await store.LockAsync(default);

        await (await stage.Server.OperateAsync()).GetDatabase().KeyDeleteAsync(LockOf(store));

        await stage.Brev.Log.ReachAsync(1, 60);
    }

    [RedisFact]
    public async Task While_its_owner_lives_the_lock_is_extended_beyond_its_expiry()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store(options => options.LockExpiry = TimeSpan.FromSeconds(1));
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        var server = database.Multiplexer.GetServer("127.0.0.1", stage.Server.Port);
        await using var held = await store.LockAsync(default);
        var owner = await database.StringGetAsync(LockOf(store));

        for (var began = await server.TimeAsync(); await server.TimeAsync() - began < TimeSpan.FromSeconds(2.5);)
        {
            Assert.Equal(owner, await database.StringGetAsync(LockOf(store)));
        }
    }

    [RedisFact]
    public async Task An_owner_has_at_least_two_thirds_of_the_expiry_left_whenever_it_loses_the_server()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store(options => options.LockExpiry = TimeSpan.FromSeconds(6));
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        var server = database.Multiplexer.GetServer("127.0.0.1", stage.Server.Port);
        await using var held = await store.LockAsync(default);

        // The lock is extended after a quarter, so that three quarters are left before; the rest is for a busy machine.
        for (var began = await server.TimeAsync(); await server.TimeAsync() - began < TimeSpan.FromSeconds(4);)
        {
            Assert.InRange((await database.KeyTimeToLiveAsync(LockOf(store)))!.Value, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
        }
    }

    [Fact]
    public async Task The_lock_of_a_server_that_is_not_there_fails_with_what_to_look_at()
    {
        await using var store = Unreachable();

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() =>
            store.LockAsync(default).AsTask().WaitAsync(AuthenticationStage.Patience));

        Assert.Contains("taking the lock of the refresh", exception.Message, StringComparison.Ordinal);
        Assert.Contains("See that the server runs", exception.Message, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task A_wait_for_the_lock_ends_when_the_server_goes_away_meanwhile()
    {
        await using var stage = await RedisStage.StartAsync();
        await using var held = await stage.Store().LockAsync(default);
        var waiting = await WaitAsync(stage, default);
        Assert.False(waiting.IsCompleted);

        await stage.Server.StopAsync();

        await Assert.ThrowsAsync<BrevConnectionException>(() => waiting.WaitAsync(AuthenticationStage.Patience));
    }

    [RedisFact]
    public async Task A_lock_that_cannot_be_given_back_is_told_of_and_harms_nothing_that_was_done_under_it()
    {
        await using var stage = await RedisStage.StartAsync();
        var held = await stage.Store().LockAsync(default);
        await stage.Server.StopAsync();

        await held.DisposeAsync();

        await stage.Brev.Log.ReachAsync(1, 67);
    }

    [Fact]
    public async Task A_sign_in_to_a_server_that_is_not_there_fails_on_a_clock_that_stands_still()
    {
        await using var store = Unreachable();
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        var login =
            new BrevLoginOptions { Store = store, AskBrev = false, Credential = new BrevCredentialOptions { TimeProvider = clock } };
        var token = TestToken.Create(clock.GetUtcNow(), clock.GetUtcNow().AddHours(1));

        await Assert.ThrowsAsync<BrevConnectionException>(() =>
            BrevLogin.SignInWithTokenAsync(token, login).WaitAsync(AuthenticationStage.Patience));
    }

    /// <summary>A login that another instance may have presented to the provider.</summary>
    private static async Task<(BrevRedisCredentialStore Store, IDatabase Database)> ClaimedAsync(
        RedisStage stage, Action<BrevRedisCredentialStoreOptions>? configure = null)
    {
        var store = stage.Store(configure);
        await store.SaveAsync(stage.Login, default);
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.HashSetAsync(store.Key, "claim", "an owner that no longer runs");
        return (store, database);
    }

    /// <summary>Another instance that has asked for the lock twice and not got it: what it waits for does not let it through.</summary>
    private static async Task<Task<IAsyncDisposable>> WaitAsync(RedisStage stage, CancellationToken cancellationToken)
    {
        var before = await stage.Server.CountCommandsAsync("set");
        var waiting = stage.Store().LockAsync(cancellationToken).AsTask();
        await RedisWait.UntilAsync(async () => waiting.IsCompleted || await stage.Server.CountCommandsAsync("set") >= before + 2);
        return waiting;
    }

    private static string LockOf(BrevRedisCredentialStore store) => store.Key.Replace(":login", ":lock", StringComparison.Ordinal);

    /// <summary>
    /// The time that the lock leaves to one attempt is shorter than the time that the library leaves to a command, as it is with long ones
    /// of both.
    /// </summary>
    private static BrevRedisCredentialStore Unreachable() => new(new BrevRedisCredentialStoreOptions
    {
        ConnectionString = "127.0.0.1:1,connectTimeout=500,asyncTimeout=500",
        DataProtectionProvider = new EphemeralDataProtectionProvider(),
        LockExpiry = TimeSpan.FromSeconds(1),
    });
}
