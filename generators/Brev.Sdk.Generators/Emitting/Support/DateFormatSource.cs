namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>DateFormat</c>.</summary>
internal static class DateFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Globalization;
        using global::System.Text.Json;

        /// <summary>A day, such as <c>2026-01-31</c>.</summary>
        [Internal]
        internal readonly struct DateFormat : IJsonFormat<DateOnly>
        {
            private const string Pattern = "yyyy-MM-dd";

            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out DateOnly value)
            {
                value = default;
                return TextFormat.TryRead(ref reader, reading, out var text)
                    && DateOnly.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
            }

            public static void Write(Utf8JsonWriter writer, DateOnly value) =>
                writer.WriteStringValue(value.ToString(Pattern, CultureInfo.InvariantCulture));
        }
        """;
}
