namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>BooleanFormat</c>.</summary>
internal static class BooleanFormatSource
{
    public const string Text = """
        using global::System.Text.Json;

        /// <summary>A truth value.</summary>
        [Internal]
        internal readonly struct BooleanFormat : IJsonFormat<bool>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out bool value)
            {
                value = reader.TokenType == JsonTokenType.True;
                return value || reader.TokenType == JsonTokenType.False;
            }

            public static void Write(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);
        }
        """;
}
