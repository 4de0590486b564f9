namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>ModelFormat</c>.</summary>
internal static class ModelFormatSource
{
    public const string Text = """
        using global::System.Text.Json;

        /// <summary>A value of a type that reads and writes itself.</summary>
        [Internal]
        internal readonly struct ModelFormat<T> : IJsonFormat<T>
            where T : class, IJsonModel<T>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out T value)
            {
                value = T.Read(ref reader, reading);
                return true;
            }

            public static void Write(Utf8JsonWriter writer, T value) => T.Write(writer, value);
        }
        """;
}
