namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>UnionReader</c>.</summary>
internal static class UnionReaderSource
{
    public const string Text = """
        /// <summary>Reads and writes the forms of values that have several.</summary>
        [Generated]
        public static class UnionReader
        {
            /// <summary>Reads a form; false when the value does not have it.</summary>
            public static bool TryRead<T>(
                global::System.Text.Json.JsonElement value,
                global::System.Text.Json.JsonSerializerOptions options,
                [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? result)
            {
                try
                {
                    result = global::System.Text.Json.JsonSerializer.Deserialize(value, Metadata<T>(options));
                    return result is not null;
                }
                catch (global::System.Text.Json.JsonException)
                {
                    result = default;
                    return false;
                }
            }

            /// <summary>Writes a form.</summary>
            public static void Write<T>(global::System.Text.Json.Utf8JsonWriter writer, T value, global::System.Text.Json.JsonSerializerOptions options) =>
                global::System.Text.Json.JsonSerializer.Serialize(writer, value, Metadata<T>(options));

            /// <summary>How many of the known members an object has; -1 when one that it must have is missing.</summary>
            public static int Score(global::System.Text.Json.JsonElement value, string[] required, string[] known)
            {
                foreach (var name in required)
                {
                    if (!value.TryGetProperty(name, out _))
                    {
                        return -1;
                    }
                }

                var score = required.Length;
                foreach (var name in known)
                {
                    score += value.TryGetProperty(name, out _) ? 1 : 0;
                }

                return score;
            }

            /// <summary>Whether a member is missing or has the one value that it can have.</summary>
            public static bool Agrees(global::System.Text.Json.JsonElement value, string name, string constant) =>
                !value.TryGetProperty(name, out var member)
                || (member.ValueKind == global::System.Text.Json.JsonValueKind.String ? member.GetString() : member.GetRawText()) == constant;

            /// <summary>The text of a member; none when it has no text.</summary>
            public static string? Text(global::System.Text.Json.JsonElement value, string name) =>
                value.TryGetProperty(name, out var member) && member.ValueKind == global::System.Text.Json.JsonValueKind.String ? member.GetString() : null;

            private static global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> Metadata<T>(global::System.Text.Json.JsonSerializerOptions options) =>
                (global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        }
        """;
}
