namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>NullableFormat</c>.</summary>
internal static class NullableFormatSource
{
    public const string Text = """
        using global::System.Text.Json;

        /// <summary>A value of a list or a map that can be <c>null</c>.</summary>
        [Internal]
        internal readonly struct NullableFormat<T, TFormat> : IJsonFormat<T?>
            where T : struct
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
                value = isRead ? given : null;
                return isRead;
            }

            public static void Write(Utf8JsonWriter writer, T? value) => TFormat.Write(writer, value!.Value);
        }
        """;
}
