namespace Brev.Sdk.Redis;

/// <summary>
/// The instruments of the store, beside those of <see cref="BrevTelemetryNames"/> and under the same
/// <see cref="BrevTelemetryNames.Meter"/>. They change only with a major version.
/// </summary>
public static class BrevRedisTelemetryNames
{
    /// <summary>Histogram in seconds: accesses to Redis; tags: <c>operation</c> (<c>load</c>, <c>lock</c>, <c>unlock</c>, <c>replace</c>,
    /// <c>save</c>, <c>remove</c>, <c>reject</c>, <c>poll</c>, <c>probe</c>), <c>error.type</c> on failures.</summary>
    public const string OperationDuration = "brev.credential_store.operation.duration";

    /// <summary>Counter: saves that were not made because something else had been stored since the login was read.</summary>
    public const string Conflicts = "brev.credential_store.conflicts";

    /// <summary>
    /// Counter: locks that were lost before they were given back, because Redis was away for too long or this instance stood still.
    /// </summary>
    public const string LostLocks = "brev.credential_store.lost_locks";

    /// <summary>Counter: changes by other instances that were noticed; tag: <c>source</c> (<c>channel</c>, <c>poll</c>).</summary>
    public const string Notices = "brev.credential_store.notices";

    /// <summary>The category of the store's log. Its events have the ids 60 to 71.</summary>
    public const string LogCategory = "Brev.Sdk.Redis.BrevRedisCredentialStore";
}
