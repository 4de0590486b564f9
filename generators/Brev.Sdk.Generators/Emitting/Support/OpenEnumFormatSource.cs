namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>OpenEnumFormat</c>.</summary>
internal static class OpenEnumFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>A value of an open enumeration. A known one costs no string.</summary>
        [Internal]
        internal readonly struct OpenEnumFormat<T> : IJsonFormat<T>
            where T : struct, IOpenEnum<T>
        {
            private static readonly (byte[] Text, T Value)[] Known =
                Array.ConvertAll(T.Known, value => (Encoding.UTF8.GetBytes(value.Wire.Text), value));

            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out T value)
            {
                value = default;
                if (reader.TokenType == JsonTokenType.Number)
                {
                    var digits = TextFormat.Span(in reader, stackalloc byte[64]);
                    value = T.Create(new(Encoding.UTF8.GetString(digits), isNumber: true));
                    return !digits.IsEmpty;
                }

                if (reader.TokenType != JsonTokenType.String)
                {
                    return false;
                }

                if (!reader.HasValueSequence && !reader.ValueIsEscaped && TryFind(reader.ValueSpan, out value))
                {
                    return true;
                }

                if (!TextFormat.TryRead(ref reader, reading, out var text))
                {
                    return false;
                }

                value = T.Create(new(text));
                return true;
            }

            public static void Write(Utf8JsonWriter writer, T value)
            {
                if (value.Wire.IsNumber)
                {
                    writer.WriteRawValue(value.Wire.Text);
                    return;
                }

                writer.WriteStringValue(value.Wire.Text);
            }

            private static bool TryFind(ReadOnlySpan<byte> text, out T value)
            {
                foreach (var known in Known)
                {
                    if (text.SequenceEqual(known.Text))
                    {
                        value = known.Value;
                        return true;
                    }
                }

                value = default;
                return false;
            }
        }
        """;
}
