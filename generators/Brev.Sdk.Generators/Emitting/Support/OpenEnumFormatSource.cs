namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>OpenEnumFormat</c>.</summary>
internal static class OpenEnumFormatSource
{
    public const string Text = """
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>A value of an open enumeration. A known one costs no string.</summary>
        [Internal]
        internal readonly struct OpenEnumFormat<T> : IJsonFormat<T>
            where T : struct, IOpenEnum<T>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out T value)
            {
                value = default;
                if (reader.TokenType == JsonTokenType.Number)
                {
                    var digits = TextFormat.Span(in reader, stackalloc byte[64]);
                    value = T.Create(Encoding.UTF8.GetString(digits), isNumber: true);
                    return !digits.IsEmpty;
                }

                if (reader.TokenType != JsonTokenType.String)
                {
                    return false;
                }

                if (!reader.HasValueSequence && !reader.ValueIsEscaped && T.TryFind(reader.ValueSpan, out value))
                {
                    return true;
                }

                if (!TextFormat.TryRead(ref reader, reading, out var text))
                {
                    return false;
                }

                value = T.Create(text, isNumber: false);
                return true;
            }

            public static void Write(Utf8JsonWriter writer, T value)
            {
                if (value.IsNumber)
                {
                    writer.WriteRawValue(value.Value);
                    return;
                }

                writer.WriteStringValue(value.Value);
            }
        }
        """;
}
