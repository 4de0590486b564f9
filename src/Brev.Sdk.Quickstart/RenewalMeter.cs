using System.Diagnostics.Metrics;

namespace Brev.Sdk.Quickstart;

/// <summary>Listens to what the SDK publishes about itself: the meter <c>Brev.Sdk</c>, as any monitoring would.</summary>
internal sealed class RenewalMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _renewals;
    private int _resends;

    public RenewalMeter()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Brev.Sdk")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
    }

    /// <summary>How often a new token was taken into use.</summary>
    public int Renewals => Volatile.Read(ref _renewals);

    /// <summary>How often a call was sent once more because its token had been rejected.</summary>
    public int Resends => Volatile.Read(ref _resends);

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        switch (instrument.Name)
        {
            case "brev.token.refreshes" when IsRenewed(tags):
                Interlocked.Increment(ref _renewals);
                break;
            case "brev.call.resends":
                Interlocked.Increment(ref _resends);
                break;
        }
    }

    private static bool IsRenewed(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: "outcome", Value: "renewed" })
            {
                return true;
            }
        }

        return false;
    }
}
