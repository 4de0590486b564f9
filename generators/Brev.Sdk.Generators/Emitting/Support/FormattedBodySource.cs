namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>FormattedBody</c>.</summary>
internal static class FormattedBodySource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;

        /// <summary>Reads and writes a body in a format.</summary>
        [Internal]
        internal sealed class FormattedBody<T, TFormat> : BodyFormat<T>
            where TFormat : struct, IJsonFormat<T>
        {
            public override T? Read(ReadOnlySpan<byte> json, JsonReading reading)
            {
                var reader = new Utf8JsonReader(json);
                var start = reader;
                try
                {
                    reader.Read();
                    start = reader;
                    T? value = default;
                    var isNone = reader.TokenType == JsonTokenType.Null && value is null;
                    if (!isNone)
                    {
                        value = ReadValue(ref reader, reading);
                    }

                    // The reader refuses what stands behind the value.
                    reader.Read();
                    return value;
                }
                catch (JsonException exception) when (exception.Path is null)
                {
                    throw JsonPath.Locate(exception, start, reader.TokenStartIndex);
                }
            }

            /// <summary>Reads the value that the reader stands on.</summary>
            public static T ReadValue(ref Utf8JsonReader reader, JsonReading reading) => TFormat.TryRead(ref reader, reading, out var value)
                ? value
                : throw new JsonException($"The JSON value could not be converted to {typeof(T)}.");

            public override void Write(Utf8JsonWriter writer, T? value)
            {
                if (value is null)
                {
                    writer.WriteNullValue();
                }
                else
                {
                    TFormat.Write(writer, value);
                }
            }
        }
        """;
}
