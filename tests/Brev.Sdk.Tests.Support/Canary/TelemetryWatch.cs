using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Brev.Sdk.Tests.Canary;

/// <summary>Shows a canary every activity and every measurement of the SDK, until it is disposed.</summary>
internal sealed class TelemetryWatch : IDisposable
{
    public const string SdkName = "Brev.Sdk";
    private readonly ActivityListener _activities;
    private readonly MeterListener _measurements = new();

    public TelemetryWatch(CanaryWatch watch, string name = SdkName)
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => watch.See(TextKind.Activity, Write(activity)),
        };
        ActivitySource.AddActivityListener(_activities);
        _measurements.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _measurements.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            watch.See(TextKind.Measurement, Write(instrument, value, tags)));
        _measurements.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            watch.See(TextKind.Measurement, Write(instrument, value, tags)));
        _measurements.Start();
    }

    public void Dispose()
    {
        _activities.Dispose();
        _measurements.Dispose();
    }

    private static string Write(Activity activity) =>
        $"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString} "
        + $"{string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} "
        + string.Join(' ', activity.Events.Select(static happening => happening.Name + string.Join(' ', happening.Tags)))
        + string.Join(' ', activity.Links.Select(static link => string.Join(' ', link.Tags ?? [])));

    private static string Write(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name} {value} {string.Join(' ', tags.ToArray())} {string.Join(' ', instrument.Tags ?? [])}";
}
