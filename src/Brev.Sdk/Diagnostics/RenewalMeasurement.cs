using System.Diagnostics;
using Brev.Sdk.Authentication;

namespace Brev.Sdk.Diagnostics;

/// <summary>Measures one renewal.</summary>
internal sealed class RenewalMeasurement(Activity? activity, RenewalReason reason, TimeProvider timeProvider)
{
    private readonly long _started = timeProvider.GetTimestamp();

    /// <summary>Counts it, unless there was nothing to renew with, or nothing was tried: then nothing was refreshed, and nothing failed.</summary>
    public void Finish(RenewalVerdict verdict)
    {
        using (activity)
        {
            activity?.SetTag("reason", BrevTelemetry.Text(reason)).SetTag("outcome", BrevTelemetry.Text(verdict.Result));
            if (verdict is { IsRepeated: false, Result: not (RenewalResult.Unchanged or RenewalResult.NotRefreshable or RenewalResult.SignedOut) })
            {
                BrevTelemetry.Refreshed(reason, verdict.Result, timeProvider.GetElapsedTime(_started));
            }
        }
    }
}
