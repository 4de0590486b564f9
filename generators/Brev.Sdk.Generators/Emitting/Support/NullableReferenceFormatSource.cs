namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>NullableReferenceFormat</c>.</summary>
internal static class NullableReferenceFormatSource
{
    public const string Text = """
        using global::System.Text.Json;

        /// <summary>An object, a list or a text in a list or a map, where it can be <c>null</c>.</summary>
        [Internal]
        internal readonly struct NullableReferenceFormat<T, TFormat> : IJsonFormat<T?>
            where T : class
            where TFormat : struct, IJsonFormat<T>
        {
            public static bool AllowsNull => true;

            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out T? value)
            {
                value = null;
                if (reader.TokenType == JsonTokenType.Null)
                {
                    return true;
                }

                var isRead = TFormat.TryRead(ref reader, reading, out var given);
                value = given;
                return isRead;
            }

            public static void Write(Utf8JsonWriter writer, T? value) => TFormat.Write(writer, value!);
        }
        """;
}
