namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>TextFormat</c>.</summary>
internal static class TextFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;

        /// <summary>A text.</summary>
        [Internal]
        internal readonly struct TextFormat : IJsonFormat<string>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out string value)
            {
                value = "";
                if (reader.TokenType != JsonTokenType.String)
                {
                    return false;
                }

                try
                {
                    value = reader.GetString()!;
                    return true;
                }
                catch (InvalidOperationException)
                {
                    // Bytes or escapes that are no characters.
                    return false;
                }
            }

            public static void Write(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);

            /// <summary>The characters of a text or a number, in UTF-8.</summary>
            /// <returns>Nothing when there are more than the buffer holds, or when they are no characters.</returns>
            public static ReadOnlySpan<byte> Span(in Utf8JsonReader reader, Span<byte> buffer)
            {
                if (!reader.HasValueSequence && !reader.ValueIsEscaped)
                {
                    return reader.ValueSpan;
                }

                if (reader.HasValueSequence && reader.ValueSequence.Length > buffer.Length)
                {
                    return default;
                }

                if (reader.TokenType == JsonTokenType.Number)
                {
                    global::System.Buffers.BuffersExtensions.CopyTo(reader.ValueSequence, buffer);
                    return buffer.Slice(0, (int)reader.ValueSequence.Length);
                }

                if (!reader.HasValueSequence && reader.ValueSpan.Length > buffer.Length)
                {
                    return default;
                }

                try
                {
                    return buffer.Slice(0, reader.CopyString(buffer));
                }
                catch (InvalidOperationException)
                {
                    return default;
                }
            }
        }
        """;
}
