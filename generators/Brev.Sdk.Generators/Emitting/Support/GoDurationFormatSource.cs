namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>GoDurationFormat</c>.</summary>
internal static class GoDurationFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Globalization;
        using global::System.Text.Json;

        /// <summary>A time span in Go's text, such as <c>7m0s</c>.</summary>
        [Internal]
        internal readonly struct GoDurationFormat : IJsonFormat<TimeSpan>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out TimeSpan value)
            {
                value = default;
                if (!TextFormat.TryRead(ref reader, reading, out var text))
                {
                    return false;
                }

                var rest = text.AsSpan();
                var isNegative = rest.StartsWith("-");
                rest = isNegative ? rest.Slice(1) : rest;
                if (rest.IsEmpty)
                {
                    return false;
                }

                var ticks = 0m;
                while (!rest.IsEmpty && text != "0")
                {
                    if (!TryTakeNumber(ref rest, out var number) || !TryTakeUnit(ref rest, out var unit))
                    {
                        return false;
                    }

                    ticks += number * unit;
                }

                if (ticks >= long.MaxValue)
                {
                    return false;
                }

                value = TimeSpan.FromTicks((long)(isNegative ? -ticks : ticks));
                return true;
            }

            public static void Write(Utf8JsonWriter writer, TimeSpan value)
            {
                var sign = value < TimeSpan.Zero ? "-" : "";
                var span = value.Duration();
                var hours = (long)span.TotalHours;
                var fraction = (decimal)(span.Ticks % TimeSpan.TicksPerSecond) / TimeSpan.TicksPerSecond;
                var seconds = (span.Seconds + fraction).ToString("0.#######", CultureInfo.InvariantCulture);
                var minutes = hours > 0 ? $"{hours}h{span.Minutes}m" : span.Minutes > 0 ? $"{span.Minutes}m" : "";
                writer.WriteStringValue($"{sign}{minutes}{seconds}s");
            }

            /// <summary>Up to twelve digits, and up to nine after a point.</summary>
            private static bool TryTakeNumber(ref ReadOnlySpan<char> rest, out decimal number)
            {
                number = 0;
                var whole = Digits(rest);
                var end = whole;
                if (whole < rest.Length && rest[whole] == '.')
                {
                    var fraction = Digits(rest.Slice(whole + 1));
                    if (fraction is 0 or > 9)
                    {
                        return false;
                    }

                    end += 1 + fraction;
                }

                if (whole is 0 or > 12
                    || !decimal.TryParse(rest.Slice(0, end), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number))
                {
                    return false;
                }

                rest = rest.Slice(end);
                return true;
            }

            private static bool TryTakeUnit(ref ReadOnlySpan<char> rest, out decimal ticks)
            {
                var length = 0;
                while (length < rest.Length && !char.IsAsciiDigit(rest[length]))
                {
                    length++;
                }

                ticks = rest.Slice(0, length) switch
                {
                    "h" => TimeSpan.TicksPerHour,
                    "m" => TimeSpan.TicksPerMinute,
                    "s" => TimeSpan.TicksPerSecond,
                    "ms" => TimeSpan.TicksPerMillisecond,
                    "us" or "\u00B5s" or "\u03BCs" => TimeSpan.TicksPerMicrosecond,
                    "ns" => 0.01m,
                    _ => 0,
                };
                rest = rest.Slice(length);
                return ticks > 0;
            }

            private static int Digits(ReadOnlySpan<char> text)
            {
                var count = 0;
                while (count < text.Length && char.IsAsciiDigit(text[count]))
                {
                    count++;
                }

                return count;
            }
        }
        """;
}
