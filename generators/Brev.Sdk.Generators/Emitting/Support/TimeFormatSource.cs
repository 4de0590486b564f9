namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>TimeFormat</c>.</summary>
internal static class TimeFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Globalization;
        using global::System.Text.Json;

        /// <summary>
        /// A time in RFC 3339, with T or a blank between day and time, and in Go's own text. A text without a zone, or that is no time, is
        /// not read. Go's zero time, the first moment of the year 1, stands for none.
        /// </summary>
        [Internal]
        internal readonly struct TimeFormat : IJsonFormat<DateTimeOffset>
        {
            public static bool IsNone(DateTimeOffset time) => time.UtcTicks < TimeSpan.TicksPerDay * 365;

            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out DateTimeOffset value)
            {
                value = default;
                return reader.TokenType == JsonTokenType.String && TryParse(TextFormat.Span(in reader, stackalloc byte[128]), out value);
            }

            public static void Write(Utf8JsonWriter writer, DateTimeOffset value)
            {
                var pattern = value.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";
                Span<byte> text = stackalloc byte[64];
                value.TryFormat(text, out var length, pattern, CultureInfo.InvariantCulture);
                writer.WriteStringValue(text.Slice(0, length));
            }

            private static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset value)
            {
                value = default;
                if (text.Length < 20
                    || text[4] != '-' || text[7] != '-'
                    || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || text[13] != ':' || text[16] != ':')
                {
                    return false;
                }

                var (year, month, day) = (Number(text.Slice(0, 4)), Number(text.Slice(5, 2)), Number(text.Slice(8, 2)));
                var (hour, minute, second) = (Number(text.Slice(11, 2)), Number(text.Slice(14, 2)), Number(text.Slice(17, 2)));
                if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
                    || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
                {
                    return false;
                }

                var rest = text.Slice(19);
                if (!TryTakeFraction(ref rest, out var fraction) || !TryTakeZone(rest, out var zone))
                {
                    return false;
                }

                // A leap second, which the clock of .NET does not have, is the first moment after it.
                var isLeap = second == 60;
                var ticks = new DateTime(year, month, day, hour, minute, isLeap ? 59 : second).Ticks
                    + (isLeap ? TimeSpan.TicksPerSecond : fraction);
                var utc = ticks - (zone * TimeSpan.TicksPerMinute);
                if (ticks > DateTime.MaxValue.Ticks || utc < 0 || utc > DateTime.MaxValue.Ticks)
                {
                    return false;
                }

                value = new DateTimeOffset(ticks, TimeSpan.FromMinutes(zone));
                return true;
            }

            /// <summary>Ticks of the digits after the seconds; those that a tick cannot hold are cut off.</summary>
            private static bool TryTakeFraction(ref ReadOnlySpan<byte> rest, out long ticks)
            {
                ticks = 0;
                if (rest[0] is not ((byte)'.' or (byte)','))
                {
                    return true;
                }

                var count = 1;
                for (var unit = TimeSpan.TicksPerSecond / 10; count < rest.Length && char.IsAsciiDigit((char)rest[count]); count++, unit /= 10)
                {
                    ticks += (rest[count] - '0') * unit;
                }

                rest = rest.Slice(count);
                return count > 1 && !rest.IsEmpty;
            }

            /// <summary>Minutes east of Greenwich. After the zone Go writes its name and more, which says nothing new.</summary>
            private static bool TryTakeZone(ReadOnlySpan<byte> rest, out int minutes)
            {
                minutes = 0;
                rest = rest[0] == ' ' ? rest.Slice(1) : rest;
                if (rest.StartsWith("UTC"u8) || rest.StartsWith("GMT"u8))
                {
                    return IsEnd(rest.Slice(3));
                }

                if (rest.IsEmpty || rest[0] is (byte)'Z' or (byte)'z')
                {
                    return !rest.IsEmpty && IsEnd(rest.Slice(1));
                }

                if (rest.Length < 3 || rest[0] is not ((byte)'+' or (byte)'-'))
                {
                    return false;
                }

                var hours = Number(rest.Slice(1, 2));
                var sign = rest[0] == '-' ? -1 : 1;
                rest = rest.Slice(3);
                rest = !rest.IsEmpty && rest[0] == ':' ? rest.Slice(1) : rest;
                var part = 0;
                if (rest.Length >= 2 && char.IsAsciiDigit((char)rest[0]))
                {
                    part = Number(rest.Slice(0, 2));
                    rest = rest.Slice(2);
                }

                minutes = sign * ((hours * 60) + part);
                return hours >= 0 && part is >= 0 and <= 59 && Math.Abs(minutes) <= 14 * 60 && IsEnd(rest);
            }

            private static bool IsEnd(ReadOnlySpan<byte> rest) =>
                rest.IsEmpty
                    || (rest.Length > 1 && rest[0] == ' ' && (char.IsAsciiLetterUpper((char)rest[1]) || rest[1] is (byte)'+' or (byte)'-'));

            /// <summary>The number that some digits are; -1 when one of them is none.</summary>
            private static int Number(ReadOnlySpan<byte> digits)
            {
                var number = 0;
                foreach (var digit in digits)
                {
                    if (!char.IsAsciiDigit((char)digit))
                    {
                        return -1;
                    }

                    number = (number * 10) + digit - '0';
                }

                return number;
            }
        }
        """;
}
