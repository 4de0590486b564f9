namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>NumberTextFormat</c>.</summary>
internal static class NumberTextFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Globalization;
        using global::System.Text.Json;

        /// <summary>A number that is written as a text and read from either.</summary>
        [Internal]
        internal readonly struct NumberTextFormat<T, TFormat> : IJsonFormat<T>
            where T : struct, IUtf8SpanFormattable
            where TFormat : struct, IJsonFormat<T>
        {
            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out T value) =>
                TFormat.TryRead(ref reader, reading, out value);

            public static void Write(Utf8JsonWriter writer, T value)
            {
                Span<byte> text = stackalloc byte[64];
                value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
                writer.WriteStringValue(text.Slice(0, length));
            }
        }
        """;
}
