namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>ListFormat</c>.</summary>
internal static class ListFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Text.Json;

        /// <summary>A list. An element that is <c>null</c> where none can be is left out.</summary>
        [Internal]
        internal readonly struct ListFormat<T, TFormat> : IJsonFormat<IReadOnlyList<T>>
            where TFormat : struct, IJsonFormat<T>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out IReadOnlyList<T> value)
            {
                value = Array.Empty<T>();
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    return false;
                }

                List<T>? items = null;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items ??= new List<T>();
                    if (reader.TokenType == JsonTokenType.Null && !TFormat.AllowsNull && !reading.IsStrict)
                    {
                        continue;
                    }

                    if (TFormat.TryRead(ref reader, reading, out var item))
                    {
                        items.Add(item);
                    }
                    else
                    {
                        throw new JsonException($"The JSON value could not be converted to {typeof(T)}.");
                    }
                }

                value = items ?? value;
                return true;
            }

            public static void Write(Utf8JsonWriter writer, IReadOnlyList<T> value)
            {
                writer.WriteStartArray();
                for (var index = 0; index < value.Count; index++)
                {
                    if (value[index] is { } item)
                    {
                        TFormat.Write(writer, item);
                    }
                    else
                    {
                        writer.WriteNullValue();
                    }
                }

                writer.WriteEndArray();
            }
        }
        """;
}
