namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>IntegerFormat</c>.</summary>
internal static class IntegerFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Globalization;
        using global::System.Numerics;
        using global::System.Text.Json;

        /// <summary>
        /// A whole number, also as a text and with a fraction of zero or an exponent, as the JSON of protobuf allows it: <c>"22"</c>,
        /// <c>22.0</c>, <c>2e0</c>.
        /// </summary>
        [Internal]
        internal readonly struct IntegerFormat<T> : IJsonFormat<T>
            where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
        {
            private const NumberStyles Whole = NumberStyles.AllowLeadingSign;
            private const NumberStyles Scientific = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

            // What a decimal holds without rounding.
            private const int MostDigits = 28;

            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out T value)
            {
                value = default;
                if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
                {
                    return false;
                }

                var text = TextFormat.Span(in reader, stackalloc byte[64]);
                if (text.IsEmpty || text[0] == '+')
                {
                    return false;
                }

                return T.TryParse(text, Whole, CultureInfo.InvariantCulture, out value) || TryReadScientific(text, out value);
            }

            public static void Write(Utf8JsonWriter writer, T value)
            {
                Span<byte> text = stackalloc byte[64];
                value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
                writer.WriteRawValue(text.Slice(0, length), skipInputValidation: true);
            }

            /// <summary>Whether it is not zero, but so little that a decimal rounds it to that.</summary>
            private static bool IsMore(ReadOnlySpan<byte> text)
            {
                var exponent = text.IndexOfAny((byte)'e', (byte)'E');
                return (exponent < 0 ? text : text.Slice(0, exponent)).IndexOfAnyInRange((byte)'1', (byte)'9') >= 0;
            }

            private static bool TryReadScientific(ReadOnlySpan<byte> text, out T value)
            {
                value = default;
                if (text.Length > MostDigits
                    || !decimal.TryParse(text, Scientific, CultureInfo.InvariantCulture, out var number)
                    || number != decimal.Truncate(number)
                    || (number == 0 && IsMore(text))
                    || number < decimal.CreateChecked(T.MinValue)
                    || number > decimal.CreateChecked(T.MaxValue))
                {
                    return false;
                }

                value = T.CreateChecked(number);
                return true;
            }
        }
        """;
}
