using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Brev.Sdk.Tests.Diagnostics;

/// <summary>What the meter <c>Brev.Sdk</c> measures while this is alive.</summary>
public sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, string Tags)> _all = new();

    public Measurements()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Brev.Sdk")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The tags of every measurement of an instrument, as <c>name=value</c> in the order of the names.</summary>
    public IReadOnlyList<string> Of(string instrument) => [.. _all.Where(one => one.Instrument == instrument).Select(one => one.Tags)];

    public IReadOnlyList<double> Values(string instrument) => [.. _all.Where(one => one.Instrument == instrument).Select(one => one.Value)];

    /// <summary>Told the name of an instrument with every measurement, while it is being made.</summary>
    public Action<string>? Added { get; set; }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _all.Enqueue((instrument.Name, value, string.Join(
            ' ', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"))));
        Added?.Invoke(instrument.Name);
    }
}
