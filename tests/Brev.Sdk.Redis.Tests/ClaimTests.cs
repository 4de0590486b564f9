using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests;

/// <summary>A claim stays exactly as long as a refresh token may have been presented whose successor is not stored.</summary>
public sealed class ClaimTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [RedisFact]
    public async Task A_claim_of_an_owner_that_was_killed_is_given_up_also_when_no_single_wait_is_as_long_as_the_patience()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        await database.HashSetAsync(store.Key, "claim", "killed:1");

        Assert.Null(await TryLockAsync(stage, store));
        await using var held = await TryLockAsync(stage, store);

        Assert.NotNull(held);
    }

    /// <summary>Its owner may have been cut off with a newer login in its hands, and stores it now.</summary>
    [RedisFact]
    public async Task A_claim_that_was_seen_before_an_outage_is_waited_for_anew_after_it()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        await database.HashSetAsync(store.Key, "claim", "cut off:1");
        Assert.Null(await TryLockAsync(stage, store));
        await stage.Server.StopAsync();
        stage.Brev.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.Server.StartAgainAsync();
        await RedisWait.UntilAsync(async () => await Record.ExceptionAsync(() => store.LoadAsync(default).AsTask()) is null);

        Assert.Null(await TryLockAsync(stage, store));
        await using var held = await TryLockAsync(stage, store);

        Assert.NotNull(held);
    }

    [RedisFact]
    public async Task The_claims_of_an_owner_that_lives_are_not_added_up()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        await database.HashSetAsync(store.Key, "claim", "living:1");
        Assert.Null(await TryLockAsync(stage, store));
        await database.HashSetAsync(store.Key, "claim", "living:2");

        Assert.Null(await TryLockAsync(stage, store));
    }

    [RedisFact]
    public async Task A_store_that_waits_for_a_claim_names_it_until_it_is_given_up()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        await database.HashSetAsync(store.Key, "claim", "killed:1");

        Assert.Null(await TryLockAsync(stage, store));
        Assert.Contains("field 'claim': another instance has begun a refresh", store.Description, StringComparison.Ordinal);
        await using var held = await TryLockAsync(stage, store);
        Assert.DoesNotContain("claim", store.Description, StringComparison.Ordinal);
    }

    /// <summary>As after a failover that has lost the lock while the first one waits for the provider.</summary>
    [RedisFact]
    public async Task A_credential_waits_for_the_claim_of_another_one_of_the_same_store()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        await using var held = await store.LockAsync(default);
        await database.KeyDeleteAsync(store.Key.Replace(":login", ":lock", StringComparison.Ordinal));

        Assert.Null(await TryLockAsync(stage, store));
    }

    [RedisFact]
    public async Task A_claim_that_could_not_be_taken_back_is_not_waited_for_by_its_own_store()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        var held = await store.LockAsync(default);
        await stage.Server.StopAsync();
        await held.DisposeAsync();
        await stage.Server.StartAgainAsync();
        await RedisWait.UntilAsync(async () => await Record.ExceptionAsync(() => store.LoadAsync(default).AsTask()) is null);
        database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.KeyDeleteAsync(store.Key.Replace(":login", ":lock", StringComparison.Ordinal));
        Assert.True(await database.HashExistsAsync(store.Key, "claim"));

        await using var next = await TryLockAsync(stage, store);

        Assert.NotNull(next);
    }

    /// <summary>The credential ends its wait when the store has changed.</summary>
    [RedisFact]
    public async Task A_store_names_no_claim_any_more_when_what_it_was_on_has_been_replaced()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        await database.HashSetAsync(store.Key, "claim", "living:1");
        Assert.Null(await TryLockAsync(stage, store));
        Assert.True(await stage.Store().ReplaceAsync(stage.Login with { AccessToken = "canary-newer" }, stage.Login, default));

        _ = await store.LoadAsync(default);

        Assert.DoesNotContain("claim", store.Description, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task Two_refreshes_of_one_instance_make_two_claims()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        var claims = new List<string?>();
        for (var refresh = 0; refresh < 2; refresh++)
        {
            await using var held = await store.LockAsync(default);
            claims.Add(await database.HashGetAsync(store.Key, "claim"));
        }

        Assert.NotEqual(claims[0], claims[1]);
    }

    [RedisFact]
    public async Task A_refresh_that_brings_nothing_new_leaves_no_claim()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        var held = await store.LockAsync(default);

        Assert.True(await store.ReplaceAsync(stage.Login, stage.Login, default));
        await held.DisposeAsync();

        Assert.False(await database.HashExistsAsync(store.Key, "claim"));
    }

    [RedisFact]
    public async Task A_save_that_is_made_again_leaves_the_claim_of_the_instance_that_refreshes_next()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        var newer = stage.Login with { AccessToken = "canary-newer" };
        Assert.True(await store.ReplaceAsync(newer, stage.Login, default));
        await using var next = await stage.Store().LockAsync(default);
        var claim = await database.HashGetAsync(store.Key, "claim");

        Assert.True(await store.ReplaceAsync(newer, stage.Login, default));

        Assert.Equal((claim, true), (await database.HashGetAsync(store.Key, "claim"), claim.HasValue));
    }

    [RedisFact]
    public async Task A_refresh_that_brings_nothing_new_begins_the_expiry_anew()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        await database.KeyExpireAsync(store.Key, TimeSpan.FromHours(1));

        Assert.True(await store.ReplaceAsync(stage.Login, stage.Login, default));

        Assert.True(await database.KeyTimeToLiveAsync(store.Key) > TimeSpan.FromDays(29));
    }

    /// <summary>A server without memory takes nothing new.</summary>
    [RedisFact]
    public async Task What_could_not_be_stored_before_goes_before_the_claim_of_the_next_refresh()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        var newer = stage.Login with { AccessToken = "canary-newer" };
        await using (await store.LockAsync(default))
        {
            await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
            await Assert.ThrowsAsync<BrevConnectionException>(async () => await store.ReplaceAsync(newer, stage.Login, default));
        }

        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await using var held = await store.LockAsync(default);

        Assert.Equal((newer, true), (await store.LoadAsync(default), await database.HashExistsAsync(store.Key, "claim")));
    }

    /// <summary>The claims are of an owner that lives, so that none is given up.</summary>
    [RedisFact]
    public async Task An_instance_that_loses_the_lock_while_it_waits_for_a_claim_waits_for_the_lock_again()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage, options => options.LockExpiry = TimeSpan.FromSeconds(3));
        var key = store.Key.Replace(":login", ":lock", StringComparison.Ordinal);
        await database.HashSetAsync(store.Key, "claim", "living:0");
        var waiting = store.LockAsync(default).AsTask();
        await RedisWait.UntilAsync(() => database.KeyExistsAsync(key));
        var before = await stage.Server.CountCommandsAsync("set") + 1;
        await database.StringSetAsync(key, "another owner");

        await RedisWait.UntilAsync(async () =>
        {
            await database.HashSetAsync(store.Key, "claim", $"living:{Guid.NewGuid():N}");
            stage.Brev.Clock.Advance(TimeSpan.FromMilliseconds(500));
            return waiting.IsCompleted || await stage.Server.CountCommandsAsync("set") >= before + 2;
        });
        await database.HashDeleteAsync(store.Key, "claim");

        Assert.False(waiting.IsCompleted);
        await database.KeyDeleteAsync(key);
        await using var held = await waiting.WaitAsync(AuthenticationStage.Patience);
    }

    [RedisFact]
    public async Task What_a_refresh_has_given_is_tried_three_times_before_it_is_left_to_the_background()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await StoredAsync(stage);
        await database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1");
        var before = await stage.Server.CountCommandsAsync("eval", "evalsha");

        await Assert.ThrowsAsync<BrevConnectionException>(async () =>
            await store.ReplaceAsync(stage.Login with { AccessToken = "canary-newer" }, stage.Login, default));

        Assert.Equal(3, await stage.Server.CountCommandsAsync("eval", "evalsha") - before);
    }

    [RedisFact]
    public async Task An_instance_that_cannot_encrypt_claims_nothing()
    {
        await using var stage = await RedisStage.StartAsync();
        var keys = new SwitchedKeys();
        var (store, database) = await StoredAsync(stage, options => options.DataProtectionProvider = keys);
        keys.IsBroken = true;

        await Assert.ThrowsAsync<BrevConfigurationException>(async () => await store.LockAsync(default));

        Assert.False(await database.HashExistsAsync(store.Key, "claim"));
    }

    [RedisFact]
    public async Task What_could_not_be_encrypted_after_the_answer_keeps_its_claim_and_is_stored_when_the_keys_are_back()
    {
        await using var stage = await RedisStage.StartAsync();
        var keys = new SwitchedKeys();
        var (store, database) = await StoredAsync(stage, options => options.DataProtectionProvider = keys);
        var newer = stage.Login with { AccessToken = "canary-newer" };
        await using (await store.LockAsync(default))
        {
            keys.IsBroken = true;
            await Assert.ThrowsAsync<BrevConfigurationException>(async () => await store.ReplaceAsync(newer, stage.Login, default));
        }

        Assert.True(await database.HashExistsAsync(store.Key, "claim"));
        keys.IsBroken = false;
        await AssertStoredLaterAsync(stage, store, newer);
    }

    [RedisFact]
    public async Task What_the_server_refused_to_the_user_keeps_its_claim_and_is_stored_when_the_user_may()
    {
        await using var stage = await RedisStage.StartAsync();
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "on", ">canary", "~*", "&*", "+@all");
        var (store, _) = await StoredAsync(stage, options => options.ConnectionString += ",user=brev,password=canary");
        var newer = stage.Login with { AccessToken = "canary-newer" };
        await using (await store.LockAsync(default))
        {
            await database.ExecuteAsync("ACL", "SETUSER", "brev", "-hset");
            await Assert.ThrowsAsync<BrevConfigurationException>(async () => await store.ReplaceAsync(newer, stage.Login, default));
        }

        Assert.True(await database.HashExistsAsync(store.Key, "claim"));
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "+hset");
        await AssertStoredLaterAsync(stage, store, newer);
    }

    private static async Task AssertStoredLaterAsync(RedisStage stage, BrevRedisCredentialStore store, BrevStoredCredential login)
    {
        stage.Brev.Clock.Advance(TimeSpan.FromSeconds(1));
        await stage.Brev.Log.ReachAsync(1, 69);
        Assert.Equal(login, await store.LoadAsync(default));
    }

    private static async Task<(BrevRedisCredentialStore Store, IDatabase Database)> StoredAsync(
        RedisStage stage, Action<BrevRedisCredentialStoreOptions>? configure = null)
    {
        var store = stage.Store(configure);
        await store.SaveAsync(stage.Login, default);
        return (store, (await stage.Server.OperateAsync()).GetDatabase());
    }

    /// <summary>One wait for the lock, shorter than the patience; <see langword="null"/> when it ends without the lock.</summary>
    private static async Task<IAsyncDisposable?> TryLockAsync(RedisStage stage, BrevRedisCredentialStore store)
    {
        using var limit = new CancellationTokenSource(Limit, stage.Brev.Clock);
        var waiting = store.LockAsync(limit.Token).AsTask();
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        try
        {
            await stage.Brev.Clock.AdvanceUntilAsync(waiting, database);
            return await waiting;
        }
        catch (OperationCanceledException) when (waiting.IsCanceled)
        {
            return null;
        }
    }
}
