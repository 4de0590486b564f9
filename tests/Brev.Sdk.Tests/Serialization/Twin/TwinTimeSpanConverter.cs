using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Tests.Serialization.Twin;

/// <summary>Reads Go's durations by regular expressions, and nanoseconds.</summary>
internal sealed partial class TwinTimeSpanConverter(bool isNanoseconds) : JsonConverter<TimeSpan?>
{
    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(""))
        {
            return null;
        }

        if (isNanoseconds)
        {
            return TimeSpan.FromTicks(TwinIntegerConverter<long>.Read(ref reader) / TimeSpan.NanosecondsPerTick);
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        var text = reader.GetString()!;
        if (text == "0")
        {
            return TimeSpan.Zero;
        }

        if (!Whole().IsMatch(text))
        {
            return null;
        }

        var ticks = Part().Matches(text)
            .Sum(part => decimal.Parse(part.Groups[1].Value, CultureInfo.InvariantCulture) * Unit(part.Groups[2].Value));
        return ticks < long.MaxValue ? TimeSpan.FromTicks((long)(text.StartsWith('-') ? -ticks : ticks)) : null;
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options)
    {
        var span = value!.Value;
        if (isNanoseconds)
        {
            writer.WriteNumberValue(span.Ticks * TimeSpan.NanosecondsPerTick);
            return;
        }

        var hours = (long)span.Duration().TotalHours;
        var seconds = ((span.Duration().Ticks % TimeSpan.TicksPerMinute) / (decimal)TimeSpan.TicksPerSecond).ToString(
            "0.#######", CultureInfo.InvariantCulture);
        var minutes = hours > 0 ? $"{hours}h{span.Duration().Minutes}m" : span.Duration().Minutes > 0 ? $"{span.Duration().Minutes}m" : "";
        writer.WriteStringValue($"{(span < TimeSpan.Zero ? "-" : "")}{minutes}{seconds}s");
    }

    private static decimal Unit(string name) => name switch
    {
        "h" => TimeSpan.TicksPerHour,
        "m" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "ns" => 0.01m,
        _ => TimeSpan.TicksPerMicrosecond,
    };

    [GeneratedRegex(@"^-?(?:[0-9]{1,12}(?:\.[0-9]{1,9})?(?:h|ms|m|us|µs|ns|s))+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?)(h|ms|m|us|µs|ns|s)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
