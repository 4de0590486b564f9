namespace Brev.Sdk;

/// <summary>
/// The names under which the SDK can be observed: for <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry, and for filters of logs. They
/// change only with a major version.
/// </summary>
/// <example>
/// <code>
/// services.AddOpenTelemetry()
///     .WithTracing(tracing => tracing.AddSource(BrevTelemetryNames.ActivitySource))
///     .WithMetrics(metrics => metrics.AddMeter(BrevTelemetryNames.Meter));
/// </code>
/// </example>
public static class BrevTelemetryNames
{
    /// <summary>
    /// The source of activities: one for each call (<c>Brev</c> and the operation), one for each refresh (<see cref="RefreshActivity"/>).
    /// </summary>
    public const string ActivitySource = "Brev.Sdk";

    /// <summary>The meter of the instruments below.</summary>
    public const string Meter = "Brev.Sdk";

    /// <summary>The activity of a refresh of the access token; tags: <c>reason</c>, <c>outcome</c>.</summary>
    public const string RefreshActivity = "Brev token refresh";

    /// <summary>Counter: refreshes of the access token; tags: <c>reason</c>, <c>outcome</c>.</summary>
    public const string TokenRefreshes = "brev.token.refreshes";

    /// <summary>Histogram in seconds: how long refreshes took; tags: <c>reason</c>, <c>outcome</c>.</summary>
    public const string TokenRefreshDuration = "brev.token.refresh.duration";

    /// <summary>Histogram in seconds: how long a token that has just been taken into use is still good for.</summary>
    public const string TokenExpiry = "brev.token.expiry";

    /// <summary>
    /// Counter: calls sent once more with a newer token; tag: <c>http.response.status_code</c>, the status that caused it.
    /// </summary>
    public const string CallResends = "brev.call.resends";

    /// <summary>Counter: calls sent again after a transient failure.</summary>
    public const string CallRetries = "brev.call.retries";

    /// <summary>The category of the client's log: calls sent again, or once more with a newer token.</summary>
    public const string ClientLogCategory = "Brev.Sdk.BrevClient";
}
