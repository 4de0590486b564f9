namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>IJsonModel</c>.</summary>
internal static class IJsonModelSource
{
    public const string Text = """
        using global::System.Text.Json;

        /// <summary>A type that reads and writes itself as JSON.</summary>
        /// <typeparam name="T">The type.</typeparam>
        [Hidden]
        public interface IJsonModel<T>
            where T : class, IJsonModel<T>
        {
            /// <summary>Reads the value that the reader stands on, which is not <c>null</c>.</summary>
            /// <param name="reader">The reader; afterwards on the last token of the value.</param>
            /// <param name="reading">How the body is read.</param>
            /// <returns>The value.</returns>
            /// <exception cref="JsonException">The value has another form.</exception>
            static abstract T Read(ref Utf8JsonReader reader, JsonReading reading);

            /// <summary>Writes a value.</summary>
            /// <param name="writer">The writer.</param>
            /// <param name="value">The value.</param>
            static abstract void Write(Utf8JsonWriter writer, T value);
        }
        """;
}
