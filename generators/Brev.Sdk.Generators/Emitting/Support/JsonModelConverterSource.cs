namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>JsonModelConverter</c>.</summary>
internal static class JsonModelConverterSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;
        using global::System.Text.Json.Serialization;

        /// <summary>Hands a model over to its own code, and says in errors where in the JSON they are.</summary>
        /// <typeparam name="T">The model.</typeparam>
        [Hidden]
        public sealed class JsonModelConverter<T> : JsonConverter<T>
            where T : class, IJsonModel<T>
        {
            /// <inheritdoc/>
            public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            {
                var start = reader;
                try
                {
                    return T.Read(ref reader, JsonReading.With(options));
                }
                catch (JsonException exception) when (exception.Path is null)
                {
                    throw JsonPath.Locate(exception, start, reader.TokenStartIndex);
                }
            }

            /// <inheritdoc/>
            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => T.Write(writer, value);
        }
        """;
}
