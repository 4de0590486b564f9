using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests;

/// <summary>
/// A server goes back to an older login, as after a failover or from a snapshot: whoever knows its successor stores that again, before
/// anybody presents what is used up.
/// </summary>
public sealed class SetBackTests
{
    [RedisFact]
    public async Task An_instance_that_has_only_ever_read_the_newer_login_stores_it_again()
    {
        await using var stage = await RedisStage.StartAsync();
        var (older, newer, database) = await ReplacedAsync(stage);
        var store = stage.Store();
        Assert.Equal(newer, await store.LoadAsync(default));

        await SetBackAsync(database, store, older);
        _ = await store.LoadAsync(default);
        await stage.Brev.Log.ReachAsync(1, 69);

        Assert.Equal((newer, 1), (await store.LoadAsync(default), stage.Brev.Log.Count(70)));
    }

    [RedisFact]
    public async Task The_lock_of_a_refresh_is_not_given_before_the_newer_login_is_stored_again()
    {
        await using var stage = await RedisStage.StartAsync();
        var (older, newer, database) = await ReplacedAsync(stage);
        var store = stage.Store();
        _ = await store.LoadAsync(default);
        await SetBackAsync(database, store, older);
        await database.HashSetAsync(store.Key, "claim", "of an owner that was cut off");
        _ = await store.LoadAsync(default);

        await using var held = await store.LockAsync(default).AsTask().WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(newer, await store.LoadAsync(default));
    }

    /// <summary>The operator has the last word, and two instances do not undo each other's saves without end.</summary>
    [RedisFact]
    public async Task An_older_login_that_an_operator_stores_in_the_place_of_the_newer_one_stays()
    {
        await using var stage = await RedisStage.StartAsync();
        var (_, _, _) = await ReplacedAsync(stage);
        var store = stage.Store();
        _ = await store.LoadAsync(default);

        await stage.Store().SaveAsync(stage.Login, default);
        _ = await store.LoadAsync(default);
        await using (await store.LockAsync(default))
        {
        }

        Assert.Equal((stage.Login, 0), (await store.LoadAsync(default), stage.Brev.Log.Count(70)));
    }

    [RedisFact]
    public async Task A_server_that_goes_back_by_several_refreshes_gets_the_newest_login_again()
    {
        await using var stage = await RedisStage.StartAsync();
        var (older, newer, database) = await ReplacedAsync(stage);
        var newest = newer;
        for (var refresh = 0; refresh < 10; refresh++)
        {
            var next = newest with { AccessToken = $"canary-{refresh}" };
            Assert.True(await stage.Store().ReplaceAsync(next, newest, default));
            newest = next;
        }

        var store = stage.Store();
        _ = await store.LoadAsync(default);
        await SetBackAsync(database, store, older);
        _ = await store.LoadAsync(default);
        await stage.Brev.Log.ReachAsync(1, 69);

        Assert.Equal(newest, await store.LoadAsync(default));
    }

    /// <summary>What matters is which write stands there, not what: the same login can be stored again.</summary>
    [RedisFact]
    public async Task A_login_that_has_been_removed_does_not_come_back_over_one_that_was_there_before_it()
    {
        await using var stage = await RedisStage.StartAsync();
        _ = await ReplacedAsync(stage);
        var (store, office) = (stage.Store(), stage.Store());
        _ = await store.LoadAsync(default);
        await office.RemoveAsync();
        _ = await store.LoadAsync(default);

        await office.SaveAsync(stage.Login, default);
        _ = await store.LoadAsync(default);
        await using (await store.LockAsync(default))
        {
        }

        Assert.Equal((stage.Login, 0), (await store.LoadAsync(default), stage.Brev.Log.Count(70)));
    }

    /// <summary>A login that has taken the place of another one; and that one as it stood there.</summary>
    private static async Task<(HashEntry[] Older, BrevStoredCredential Newer, IDatabase Database)> ReplacedAsync(RedisStage stage)
    {
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        var older = await database.HashGetAllAsync(store.Key);
        var newer = stage.Login with { AccessToken = "canary-newer" };
        Assert.True(await store.ReplaceAsync(newer, stage.Login, default));
        return (older, newer, database);
    }

    private static async Task SetBackAsync(IDatabase database, BrevRedisCredentialStore store, HashEntry[] older)
    {
        await database.KeyDeleteAsync(store.Key);
        await database.HashSetAsync(store.Key, older);
    }
}
