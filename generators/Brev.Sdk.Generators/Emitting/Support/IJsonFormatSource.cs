namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>IJsonFormat</c>.</summary>
internal static class IJsonFormatSource
{
    public const string Text = """
        using global::System.Text.Json;

        /// <summary>How one kind of value travels.</summary>
        [Internal]
        internal interface IJsonFormat<T>
        {
            /// <summary>Whether <c>null</c> is a value. A list or a map leaves out one that is none.</summary>
            static virtual bool AllowsNull => false;

            /// <summary>Reads the value that the reader stands on.</summary>
            /// <returns>False when it has another form; the reader then still stands on it.</returns>
            /// <exception cref="JsonException">Something inside of it has another form.</exception>
            static abstract bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out T value);

            static abstract void Write(Utf8JsonWriter writer, T value);
        }
        """;
}
