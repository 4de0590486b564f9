using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Brev.Sdk.Redis;

/// <summary>
/// What the store shows from outside, under the names of the SDK's own activities and instruments. No tag holds a secret.
/// </summary>
internal static class RedisTelemetry
{
    private static readonly ActivitySource Activities = new(BrevTelemetryNames.ActivitySource);
    private static readonly Meter Meter = new(BrevTelemetryNames.Meter);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        BrevRedisTelemetryNames.OperationDuration,
        "s",
        "How long accesses to the credential store in Redis took, by operation, with error.type on failures.");

    private static readonly Counter<long> Conflicts = Meter.CreateCounter<long>(
        BrevRedisTelemetryNames.Conflicts,
        "{conflict}",
        "Saves that were not made because another instance had stored something else meanwhile.");

    private static readonly Counter<long> LostLocks = Meter.CreateCounter<long>(
        BrevRedisTelemetryNames.LostLocks, "{lock}", "Locks that were lost before they were given back.");

    private static readonly Counter<long> Notices = Meter.CreateCounter<long>(
        BrevRedisTelemetryNames.Notices, "{notice}", "Changes that were noticed, by source (channel, poll).");

    public static void Conflicted() => Conflicts.Add(1);

    public static void LostLock() => LostLocks.Add(1);

    public static void Noticed(string source) => Notices.Add(1, new KeyValuePair<string, object?>("source", source));

    /// <summary>Runs an access and measures it. What it throws is measured, and goes on.</summary>
    public static async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> work)
    {
        using var activity = Activities.StartActivity($"Brev credential store {operation}", ActivityKind.Client);
        activity?.SetTag("db.system.name", "redis").SetTag("db.operation.name", operation);
        var started = Stopwatch.GetTimestamp();
        var tags = new TagList { { "operation", operation } };
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var type = exception is OperationCanceledException ? "canceled" : RedisFailure.TypeOf(exception);
            tags.Add("error.type", type);
            activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }
    }
}
