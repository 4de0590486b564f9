using System.Diagnostics;
using Brev.Sdk.Authentication;

namespace Brev.Sdk.Diagnostics;

/// <summary>Measures one renewal.</summary>
internal sealed class RenewalMeasurement(Activity? activity, RenewalReason reason, TimeProvider timeProvider)
{
    private readonly long _started = timeProvider.GetTimestamp();

    /// <summary>Counts it, unless there was nothing to renew with: then nothing was refreshed, and nothing failed.</summary>
    public void Finish(RenewalResult result)
    {
        using (activity)
        {
            activity?.SetTag("reason", BrevTelemetry.Text(reason)).SetTag("outcome", BrevTelemetry.Text(result));
            if (result != RenewalResult.Unchanged)
            {
                BrevTelemetry.Refreshed(reason, result, timeProvider.GetElapsedTime(_started));
            }
        }
    }
}
