using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Redis.Tests;

/// <summary>The lock of a refresh spans instances, and outlives no owner for long.</summary>
public sealed class LockTests
{
    [RedisFact]
    public async Task While_one_instance_holds_the_lock_another_waits_for_it()
    {
        await using var stage = await RedisStage.StartAsync();
        var held = await stage.Store().LockAsync(default);
        using var limit = new CancellationTokenSource();
        var waiting = stage.Store().LockAsync(limit.Token).AsTask();

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
        var waiting = stage.Store().LockAsync(limit.Token).AsTask();

        await limit.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(AuthenticationStage.Patience));
    }

    [RedisFact]
    public async Task The_lock_of_an_owner_that_was_killed_comes_free_by_itself()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        await database.StringSetAsync(store.Key.Replace(":login", ":lock", StringComparison.Ordinal), "an owner that no longer runs", TimeSpan.FromMilliseconds(500));

        await (await store.LockAsync(default).AsTask().WaitAsync(AuthenticationStage.Patience)).DisposeAsync();
    }

    [RedisFact]
    public async Task A_lock_that_is_lost_is_told_of_once()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store(options => options.LockExpiry = TimeSpan.FromSeconds(1));
        await using var held = await store.LockAsync(default);

        await (await stage.Server.OperateAsync()).GetDatabase().KeyDeleteAsync(store.Key.Replace(":login", ":lock", StringComparison.Ordinal));

        await stage.Brev.Log.ReachAsync(1, 60);
    }
}
