using System.Diagnostics.Metrics;
using System.Reflection;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Tests.Diagnostics;

/// <summary>The published names are those that the SDK writes under.</summary>
public sealed class TelemetryNamesTests
{
    [Fact]
    public void Every_instrument_has_a_published_name()
    {
        var published = typeof(BrevTelemetryNames).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToHashSet();

        var instruments = typeof(BrevTelemetry).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(field => field.GetValue(null)).OfType<Instrument>().ToArray();

        Assert.NotEmpty(instruments);
        Assert.All(instruments, instrument => Assert.Contains(instrument.Name, published));
        Assert.All(instruments, instrument => Assert.Equal(BrevTelemetryNames.Meter, instrument.Meter.Name));
        Assert.Equal(published.Count(static name => name.StartsWith("brev.", StringComparison.Ordinal)), instruments.Length);
    }

    [Fact]
    public void The_category_of_the_log_is_the_client() => Assert.Equal(BrevTelemetryNames.ClientLogCategory, typeof(BrevClient).FullName);
}
