namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>IsoDurationFormat</c>.</summary>
internal static class IsoDurationFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;
        using global::System.Xml;

        /// <summary>
        /// A time span in ISO 8601, such as <c>PT90S</c>. Years and months have no length of their own, so what has some of them is none.
        /// </summary>
        [Internal]
        internal readonly struct IsoDurationFormat : IJsonFormat<TimeSpan>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out TimeSpan value)
            {
                value = default;
                if (!TextFormat.TryRead(ref reader, reading, out var text) || HasYearsOrMonths(text))
                {
                    return false;
                }

                try
                {
                    value = text.EndsWith('W') ? Weeks(text) : XmlConvert.ToTimeSpan(text);
                    return true;
                }
                catch (Exception exception) when (exception is FormatException or OverflowException)
                {
                    return false;
                }
            }

            public static void Write(Utf8JsonWriter writer, TimeSpan value) => writer.WriteStringValue(XmlConvert.ToString(value));

            /// <summary>Weeks stand alone (RFC 3339, appendix A), and are seven times as many days.</summary>
            private static TimeSpan Weeks(string text) =>
                new(checked(7 * XmlConvert.ToTimeSpan(string.Concat(text.AsSpan(0, text.Length - 1), "D")).Ticks));

            private static bool HasYearsOrMonths(string text)
            {
                var isSome = false;
                foreach (var character in text)
                {
                    switch (character)
                    {
                        case 'T':
                            return false;
                        case 'Y' or 'M' when isSome:
                            return true;
                        default:
                            isSome = char.IsAsciiDigit(character) && (isSome || character != '0');
                            break;
                    }
                }

                return false;
            }
        }
        """;
}
