using System.Diagnostics.Metrics;

namespace Brev.Sdk.Quickstart;

/// <summary>Listens to what the SDK publishes about itself: the meter <c>Brev.Sdk</c>, as any monitoring would.</summary>
internal sealed class RefreshMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _refreshes;
    private int _resends;

    public RefreshMeter()
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

    /// <summary>
    /// How often a new token was issued. Counted before any caller can have it, so that after a call everything that it caused is in.
    /// </summary>
    public int Refreshes => Volatile.Read(ref _refreshes);

    /// <summary>How often a call was sent once more because its token had been rejected. Counted before it is sent.</summary>
    public int Resends => Volatile.Read(ref _resends);

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        switch (instrument.Name)
        {
            case "brev.token.refreshes" when IsNewToken(tags):
                Interlocked.Increment(ref _refreshes);
                break;
            case "brev.call.resends":
                Interlocked.Increment(ref _resends);
                break;
        }
    }

    private static bool IsNewToken(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: "outcome", Value: "refreshed" })
            {
                return true;
            }
        }

        return false;
    }
}
