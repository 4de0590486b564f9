namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>OpenEnumConverter</c>.</summary>
internal static class OpenEnumConverterSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;
        using global::System.Text.Json.Serialization;

        /// <summary>Reads and writes every open enumeration.</summary>
        /// <typeparam name="T">The enumeration.</typeparam>
        [Hidden]
        public sealed class OpenEnumConverter<T> : JsonConverter<T>
            where T : struct, IOpenEnum<T>
        {
            /// <inheritdoc/>
            public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                OpenEnumFormat<T>.TryRead(ref reader, default, out var value)
                    ? value
                    : throw new JsonException($"The JSON value could not be converted to {typeof(T)}: it is neither a text nor a number.");

            /// <inheritdoc/>
            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => OpenEnumFormat<T>.Write(writer, value);
        }
        """;
}
