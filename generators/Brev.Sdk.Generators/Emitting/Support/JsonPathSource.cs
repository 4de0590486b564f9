namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>JsonPath</c>.</summary>
internal static class JsonPathSource
{
    public const string Text = """
        using global::System;
        using global::System.Buffers;
        using global::System.Collections.Generic;
        using global::System.Linq;
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>Finds out where in the JSON an error is. Nothing is kept for it while reading: only an error costs a second look.</summary>
        [Internal]
        internal static class JsonPath
        {
            /// <summary>
            /// Whether the error is about a value of another form; what the reader itself throws is about text that is no JSON, or that
            /// nests too deep.
            /// </summary>
            public static bool IsOfAnotherForm(JsonException exception) => exception.GetType() == typeof(JsonException);

            /// <summary>The same error with its path.</summary>
            /// <param name="exception">What was thrown.</param>
            /// <param name="start">A reader on the first token of the value.</param>
            /// <param name="position">Where the token of the error begins.</param>
            public static JsonException Locate(JsonException exception, Utf8JsonReader start, long position)
            {
                // The serializer knows the path to a value inside of another one, and adds it to an error that has none.
                var isRoot = start.CurrentDepth == 0;
                var path = Find(start, position);
                return isRoot
                    ? new JsonException($"{exception.Message} Path: {path}.", path, exception.LineNumber, exception.BytePositionInLine, exception)
                    : new JsonException($"{exception.Message} At {path} in it.", exception);
            }

            private static string Find(Utf8JsonReader reader, long position)
            {
                var levels = new Stack<string>();
                var indexes = new Stack<int>();
                var name = "";
                try
                {
                    while (true)
                    {
                        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                        {
                            name = levels.Pop();
                            indexes.Pop();
                        }
                        else if (reader.TokenType == JsonTokenType.PropertyName)
                        {
                            name = Step(Name(ref reader));
                        }
                        else if (indexes.TryPeek(out var index) && index >= 0)
                        {
                            name = $"[{index}]";
                            indexes.Push(indexes.Pop() + 1);
                        }

                        if (reader.TokenStartIndex >= position)
                        {
                            break;
                        }

                        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                        {
                            levels.Push(name);
                            indexes.Push(reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
                            name = "";
                        }

                        if (!reader.Read())
                        {
                            break;
                        }
                    }
                }
                catch (JsonException)
                {
                    // The JSON ends here.
                }

                return "$" + string.Concat(levels.Reverse()) + name;
            }

            /// <summary>The name of a member; as it stands where that is no text, because bytes of it are missing.</summary>
            private static string Name(ref Utf8JsonReader reader)
            {
                try
                {
                    return reader.GetString()!;
                }
                catch (InvalidOperationException)
                {
                    return Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
                }
            }

            private static string Step(string name) =>
                name.All(character => char.IsLetterOrDigit(character) || character == '_') ? "." + name : $"['{name}']";
        }
        """;
}
