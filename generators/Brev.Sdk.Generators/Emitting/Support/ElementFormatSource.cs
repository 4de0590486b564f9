namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>ElementFormat</c>.</summary>
internal static class ElementFormatSource
{
    public const string Text = """
        using global::System.Text.Json;

        /// <summary>A value that the document says nothing about.</summary>
        [Internal]
        internal readonly struct ElementFormat : IJsonFormat<JsonElement>
        {
            public static bool AllowsNull => true;

            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out JsonElement value)
            {
                value = JsonElement.ParseValue(ref reader);
                return true;
            }

            public static void Write(Utf8JsonWriter writer, JsonElement value) => value.WriteTo(writer);
        }
        """;
}
