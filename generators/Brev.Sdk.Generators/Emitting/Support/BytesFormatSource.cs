namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>BytesFormat</c>.</summary>
internal static class BytesFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;

        /// <summary>Bytes in base 64.</summary>
        [Internal]
        internal readonly struct BytesFormat : IJsonFormat<byte[]>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out byte[] value)
            {
                value = Array.Empty<byte>();
                if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out var bytes))
                {
                    return false;
                }

                value = bytes;
                return true;
            }

            public static void Write(Utf8JsonWriter writer, byte[] value) => writer.WriteBase64StringValue(value);
        }
        """;
}
