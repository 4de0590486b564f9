using Brev.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Http;

/// <summary>Tells the log and the metrics about a retry.</summary>
internal static class RetryLog
{
    public static void Write(ILogger logger, RetryNotice notice)
    {
        BrevTelemetry.Retried();
        var cause = notice.Status is { } status ? $"status {(int)status}" : notice.Exception?.GetType().Name ?? "a failure";
        Log.CallRetried(logger, EndpointCatalog.Find(notice.Request)?.OperationId ?? "A call", notice.Attempt, notice.Delay, cause);
    }
}
