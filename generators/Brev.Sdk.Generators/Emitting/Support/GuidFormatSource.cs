namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>GuidFormat</c>.</summary>
internal static class GuidFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;

        /// <summary>A UUID.</summary>
        [Internal]
        internal readonly struct GuidFormat : IJsonFormat<Guid>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out Guid value)
            {
                value = default;
                return reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out value);
            }

            public static void Write(Utf8JsonWriter writer, Guid value) => writer.WriteStringValue(value);
        }
        """;
}
