using System.Collections.Concurrent;
using System.Diagnostics;
using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Diagnostics;
using Names = Brev.Sdk.Redis.BrevRedisTelemetryNames;

namespace Brev.Sdk.Redis.Tests;

/// <summary>What the store shows from outside. Meters belong to the whole process, so no other test runs beside these.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests : IDisposable
{
    private readonly Measurements _measurements = new();

    public void Dispose() => _measurements.Dispose();

    [RedisFact]
    public async Task Every_access_is_measured_under_the_name_of_its_operation()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();

        await store.SaveAsync(stage.Login, default);
        await using (await store.LockAsync(default))
        {
            await store.ReplaceAsync(stage.Login with { AccessToken = "canary-newer" }, await store.LoadAsync(default), default);
        }

        await (await store.LockAsync(default)).DisposeAsync();
        await store.ReportRejectedAsync(stage.Login, default);
        await store.RemoveAsync();

        Assert.Equal(
            ["save", "lock", "load", "replace", "lock", "unlock", "reject", "remove"],
            _measurements.Of(Names.OperationDuration).Select(tags => tags["operation=".Length..]));
    }

    [RedisFact]
    public async Task An_access_that_fails_is_measured_with_its_kind()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await (await stage.Server.OperateAsync()).GetDatabase().StringSetAsync(store.Key, "something else");

        await Assert.ThrowsAsync<BrevConfigurationException>(async () => await store.LoadAsync(default));

        Assert.Matches("^error.type=.+ operation=load$", Assert.Single(_measurements.Of(Names.OperationDuration)));
    }

    [RedisFact]
    public async Task A_save_that_is_refused_and_a_lock_that_is_lost_are_counted()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store(options => options.LockExpiry = TimeSpan.FromSeconds(1));
        await store.SaveAsync(stage.Login, default);
        await using var held = await store.LockAsync(default);

        var (mine, theirs) = (stage.Login with { AccessToken = "canary-mine" }, stage.Login with { AccessToken = "canary-theirs" });

        Assert.False(await store.ReplaceAsync(mine, theirs, default));
        await (await stage.Server.OperateAsync()).GetDatabase()
            .KeyDeleteAsync(store.Key.Replace(":login", ":lock", StringComparison.Ordinal));
        await stage.Brev.Log.ReachAsync(1, 60);

        Assert.Equal([1], _measurements.Values(Names.Conflicts));
        Assert.Equal([1], _measurements.Values(Names.LostLocks));
    }

    [RedisFact]
    public async Task A_change_is_counted_with_how_it_was_noticed()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        _ = await store.LoadAsync(default);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = store.Watch(() => told.TrySetResult());
        await stage.Brev.Log.ReachAsync(1, 63);

        await stage.Store().SaveAsync(stage.Login with { AccessToken = "canary-newer" }, default);
        await told.Task.WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(["source=channel"], _measurements.Of(Names.Notices));
    }

    [RedisFact]
    public async Task An_access_is_an_activity_that_names_its_operation_and_no_secret()
    {
        await using var stage = await RedisStage.StartAsync();
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BrevTelemetryNames.ActivitySource,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await stage.Store().SaveAsync(stage.Login, default);

        var activity = Assert.Single(ended);
        Assert.Equal(("Brev credential store save", ActivityKind.Client), (activity.DisplayName, activity.Kind));
        Assert.Equal(
            [("db.operation.name", "save"), ("db.system.name", "redis")],
            activity.Tags.Select(tag => (tag.Key, tag.Value)).Order());
    }
}
