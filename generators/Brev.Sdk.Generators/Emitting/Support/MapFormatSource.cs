namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>MapFormat</c>.</summary>
internal static class MapFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Text.Json;

        /// <summary>An object whose names are data. A value that is <c>null</c> where none can be is left out.</summary>
        [Internal]
        internal readonly struct MapFormat<T, TFormat> : IJsonFormat<IReadOnlyDictionary<string, T>>
            where TFormat : struct, IJsonFormat<T>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out IReadOnlyDictionary<string, T> value)
            {
                var values = new Dictionary<string, T>(StringComparer.Ordinal);
                value = values;
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    return false;
                }

                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = Name(ref reader);
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.Null && !TFormat.AllowsNull && !reading.IsStrict)
                    {
                        values.Remove(name);
                        continue;
                    }

                    if (TFormat.TryRead(ref reader, reading, out var item))
                    {
                        values[name] = item;
                    }
                    else
                    {
                        throw new JsonException($"The JSON value could not be converted to {typeof(T)}.");
                    }
                }

                return true;
            }

            public static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> value)
            {
                writer.WriteStartObject();
                foreach (var (name, item) in value)
                {
                    writer.WritePropertyName(name);
                    if (item is null)
                    {
                        writer.WriteNullValue();
                    }
                    else
                    {
                        TFormat.Write(writer, item);
                    }
                }

                writer.WriteEndObject();
            }

            private static string Name(ref Utf8JsonReader reader)
            {
                try
                {
                    return reader.GetString()!;
                }
                catch (InvalidOperationException exception)
                {
                    throw new JsonException("The name of a member is no text.", exception);
                }
            }
        }
        """;
}
