using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Brev.Sdk.Diagnostics;

/// <summary>
/// What the SDK shows from outside: an <see cref="ActivitySource"/> and a <see cref="Meter"/>, both named <c>Brev.Sdk</c>. No tag holds a
/// secret.
/// </summary>
internal static class BrevTelemetry
{
    private static readonly ActivitySource Activities = new(BrevTelemetryNames.ActivitySource);
    private static readonly Meter Meter = new(BrevTelemetryNames.Meter);

    private static readonly Counter<long> Refreshes =
        Meter.CreateCounter<long>(
            BrevTelemetryNames.TokenRefreshes,
            "{refresh}",
            "Refreshes of the access token, by reason (window, expired, rejected) and outcome (refreshed, adopted, transient, rejected).");

    private static readonly Histogram<double> RefreshDuration =
        Meter.CreateHistogram<double>(BrevTelemetryNames.TokenRefreshDuration, "s", "How long refreshes of the access token took.");

    private static readonly Counter<long> Resends =
        Meter.CreateCounter<long>(
            BrevTelemetryNames.CallResends, "{call}", "Calls sent once more with a newer token, by the status that caused it.");

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>(BrevTelemetryNames.CallRetries, "{call}", "Calls sent again after a transient failure.");

    private static readonly Histogram<double> SecondsToExpiry =
        Meter.CreateHistogram<double>(
            BrevTelemetryNames.TokenExpiry, "s", "How long a token that has just been taken into use is still good for.");

    public static bool IsTraced => Activities.HasListeners();

    /// <summary>
    /// One call as its caller sees it: resends and retries are inside. Neither path nor query are told, because ids can be personal.
    /// </summary>
    public static Activity? StartCall(HttpRequestMessage request)
    {
        var operation = EndpointCatalog.Find(request);
        var activity = Activities.StartActivity("Brev " + (operation?.OperationId ?? "call"), ActivityKind.Client);
        return activity?.SetTag("http.request.method", request.Method.Method)
            .SetTag("server.address", request.RequestUri?.Host)
            .SetTag("server.port", request.RequestUri?.Port)
            .SetTag("url.template", operation?.RouteTemplate);
    }

    public static void EndCall(Activity? activity, HttpResponseMessage response)
    {
        activity?.SetTag("http.response.status_code", (int)response.StatusCode);
        if (!response.IsSuccessStatusCode)
        {
            activity?.SetTag("error.type", ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)).SetStatus(
                ActivityStatusCode.Error);
        }
    }

    public static void EndCall(Activity? activity, Exception exception) =>
        activity?.SetTag("error.type", exception.GetType().FullName).SetStatus(ActivityStatusCode.Error);

    public static Activity? StartRefresh() => Activities.StartActivity(BrevTelemetryNames.RefreshActivity);

    public static void Resent(int status) => Resends.Add(1, new KeyValuePair<string, object?>("http.response.status_code", status));

    public static void Retried() => Retries.Add(1);

    public static void TokenTaken(TimeSpan left) => SecondsToExpiry.Record(left.TotalSeconds);

    public static void Refreshed(string reason, string outcome, TimeSpan duration)
    {
        var tags = new TagList { { "reason", reason }, { "outcome", outcome } };
        Refreshes.Add(1, tags);
        RefreshDuration.Record(duration.TotalSeconds, tags);
    }
}
