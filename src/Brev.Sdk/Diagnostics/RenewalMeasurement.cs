using System.Diagnostics;
using Brev.Sdk.Authentication;

namespace Brev.Sdk.Diagnostics;

/// <summary>Measures one renewal.</summary>
internal sealed class RenewalMeasurement(Activity? activity, RenewalReason reason, TimeProvider timeProvider) : IDisposable
{
    private readonly long _started = timeProvider.GetTimestamp();

    public void Finish(RenewalResult result)
    {
        BrevTelemetry.Refreshed(reason, result, timeProvider.GetElapsedTime(_started));
        activity?.SetTag("reason", BrevTelemetry.Text(reason));
        activity?.SetTag("outcome", BrevTelemetry.Text(result));
    }

    public void Dispose() => activity?.Dispose();
}
