using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using StackExchange.Redis;

namespace Brev.Sdk.Redis.Tests;

/// <summary>What no notice tells of, because it could not arrive, is asked for.</summary>
public sealed class WatchTests
{
    [RedisFact]
    public async Task What_was_stored_between_the_first_reading_and_the_watch_is_told()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        _ = await store.LoadAsync(default);
        await stage.Store().SaveAsync(stage.Login with { AccessToken = "canary-newer" }, default);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        using var watch = store.Watch(() => told.TrySetResult());

        await told.Task.WaitAsync(AuthenticationStage.Patience);
    }

    [RedisFact]
    public async Task What_was_stored_while_the_connection_of_the_channel_was_broken_is_told_when_it_is_back()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, told, watch) = await WatchAsync(stage);
        using var _ = watch;
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.HashSetAsync(store.Key, "fingerprint", "another");

        await database.ExecuteAsync("CLIENT", "KILL", "USER", "brev", "TYPE", "pubsub");

        await told.WaitAsync(AuthenticationStage.Patience);
    }

    [RedisFact]
    public async Task What_could_not_be_asked_for_then_is_asked_for_at_the_next_poll()
    {
        await using var stage = await RedisStage.StartAsync();
        var (store, told, watch) = await WatchAsync(stage);
        using var _ = watch;
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.HashSetAsync(store.Key, "fingerprint", "another");
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "-hmget");
        await database.ExecuteAsync("CLIENT", "KILL", "USER", "brev", "TYPE", "pubsub");
        await stage.Brev.Log.ReachAsync(1, 66);
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "+hmget");

        await stage.Brev.Clock.AdvanceUntilAsync(told, database);
    }

    /// <summary>The library writes the prefix before the channel that it listens to; a script publishes to what it names.</summary>
    [RedisTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_is_announced_also_where_the_connection_has_a_prefix_for_channels(bool isConnectionGiven)
    {
        await using var stage = await RedisStage.StartAsync();
        await using var given = await ConnectionMultiplexer.ConnectAsync(stage.Server.ConnectionString + ",channelPrefix=team:");
        var store = stage.Store(options =>
        {
            options.ConnectionMultiplexer = isConnectionGiven ? given : null;
            options.ConnectionString = isConnectionGiven ? null : given.Configuration;
        });
        await store.SaveAsync(stage.Login, default);
        _ = await store.LoadAsync(default);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = store.Watch(() => told.TrySetResult());
        await stage.Brev.Log.ReachAsync(1, 63);

        await store.SaveAsync(stage.Login with { AccessToken = "canary-newer" }, default);

        await told.Task.WaitAsync(AuthenticationStage.Patience);
    }

    /// <summary>A watch that hears the channel, of a user of its own.</summary>
    private static async Task<(BrevRedisCredentialStore Store, Task Told, IDisposable Watch)> WatchAsync(RedisStage stage)
    {
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.ExecuteAsync("ACL", "SETUSER", "brev", "on", ">canary", "~*", "&*", "+@all");
        var store = stage.Store(options => options.ConnectionString += ",user=brev,password=canary");
        await store.SaveAsync(stage.Login, default);
        _ = await store.LoadAsync(default);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = store.Watch(() => told.TrySetResult());
        await stage.Brev.Log.ReachAsync(1, 63);
        return (store, told.Task, watch);
    }
}
