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
        var (store, database) = await stage.StoredAsync();
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
        var (store, database) = await stage.StoredAsync();
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
        var (store, database) = await stage.StoredAsync();
        await database.HashSetAsync(store.Key, "claim", "living:1");
        Assert.Null(await TryLockAsync(stage, store));
        await database.HashSetAsync(store.Key, "claim", "living:2");

        Assert.Null(await TryLockAsync(stage, store));
    }

    [RedisFact]
    public async Task A_store_that_waits_for_a_claim_names_it_until_it_is_given_up()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await stage.StoredAsync();
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
        var (store, database) = await stage.StoredAsync();
        await using var held = await store.LockAsync(default);
        await database.KeyDeleteAsync(store.Key.Replace(":login", ":lock", StringComparison.Ordinal));

        Assert.Null(await TryLockAsync(stage, store));
    }

    [RedisFact]
    public async Task A_claim_that_could_not_be_taken_back_is_not_waited_for_by_its_own_store()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await stage.StoredAsync();
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
        var (store, database) = await stage.StoredAsync();
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
        var (store, database) = await stage.StoredAsync();
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
        var (store, database) = await stage.StoredAsync();
        var held = await store.LockAsync(default);

        Assert.True(await store.ReplaceAsync(stage.Login, stage.Login, default));
        await held.DisposeAsync();

        Assert.False(await database.HashExistsAsync(store.Key, "claim"));
    }

    [RedisFact]
    public async Task A_save_that_is_made_again_leaves_the_claim_of_the_instance_that_refreshes_next()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await stage.StoredAsync();
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
        var (store, database) = await stage.StoredAsync();
        await database.KeyExpireAsync(store.Key, TimeSpan.FromHours(1));

        Assert.True(await store.ReplaceAsync(stage.Login, stage.Login, default));

        Assert.True(await database.KeyTimeToLiveAsync(store.Key) > TimeSpan.FromDays(29));
    }

    /// <summary>The claims are of an owner that lives, so that none is given up.</summary>
    [RedisFact]
    public async Task An_instance_that_loses_the_lock_while_it_waits_for_a_claim_waits_for_the_lock_again()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, database) = await stage.StoredAsync(options => options.LockExpiry = TimeSpan.FromSeconds(3));
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
