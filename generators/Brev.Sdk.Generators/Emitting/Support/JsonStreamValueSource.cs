namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>JsonStreamValue</c>.</summary>
internal static class JsonStreamValueSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;

        /// <summary>Reads one value of a stream.</summary>
        [Internal]
        internal static class JsonStreamValue
        {
            /// <summary>False for a <c>null</c> where none can be.</summary>
            /// <exception cref="JsonException">The text is no value of that type, or holds something after it.</exception>
            public static bool TryRead<T, TFormat>(ReadOnlySpan<byte> json, out T value)
                where TFormat : struct, IJsonFormat<T>
            {
                var reader = new Utf8JsonReader(json);
                reader.Read();
                if (reader.TokenType == JsonTokenType.Null && !TFormat.AllowsNull)
                {
                    value = default!;
                    return false;
                }

                if (!TFormat.TryRead(ref reader, default, out value))
                {
                    throw new JsonException($"The JSON value could not be converted to {typeof(T)}.");
                }

                reader.Read();
                return true;
            }
        }
        """;
}
