namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>JsonFormatConverter</c>.</summary>
internal static class JsonFormatConverterSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;
        using global::System.Text.Json.Serialization;

        /// <summary>Reads and writes what stands alone in a body, such as a list.</summary>
        [Internal]
        internal sealed class JsonFormatConverter<T, TFormat> : JsonConverter<T>
            where TFormat : struct, IJsonFormat<T>
        {
            public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            {
                var start = reader;
                try
                {
                    return TFormat.TryRead(ref reader, JsonReading.With(options), out var value)
                        ? value
                        : throw new JsonException($"The JSON value could not be converted to {typeof(T)}.");
                }
                catch (JsonException exception) when (exception.Path is null)
                {
                    throw JsonPath.Locate(exception, start, reader.TokenStartIndex);
                }
            }

            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => TFormat.Write(writer, value);
        }
        """;
}
