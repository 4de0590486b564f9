namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>FractionFormat</c>.</summary>
internal static class FractionFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Globalization;
        using global::System.Numerics;
        using global::System.Text.Json;

        /// <summary>
        /// A number, also as a text; what is no finite one is always a text, as in the JSON of protobuf: <c>"NaN"</c>, <c>"Infinity"</c>.
        /// </summary>
        [Internal]
        internal readonly struct FractionFormat<T> : IJsonFormat<T>
            where T : struct, INumber<T>
        {
            private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out T value)
            {
                value = default;
                if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
                {
                    return false;
                }

                var text = TextFormat.Span(in reader, stackalloc byte[256]);
                return !text.IsEmpty && text[0] != '+' && T.TryParse(text, Style, CultureInfo.InvariantCulture, out value);
            }

            public static void Write(Utf8JsonWriter writer, T value)
            {
                Span<byte> text = stackalloc byte[64];
                value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
                if (T.IsFinite(value))
                {
                    writer.WriteRawValue(text.Slice(0, length), skipInputValidation: true);
                    return;
                }

                writer.WriteStringValue(text.Slice(0, length));
            }
        }
        """;
}
