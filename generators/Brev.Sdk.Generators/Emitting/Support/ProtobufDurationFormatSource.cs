namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>ProtobufDurationFormat</c>.</summary>
internal static class ProtobufDurationFormatSource
{
    public const string Text = """
        using global::System;
        using global::System.Globalization;
        using global::System.Text.Json;

        /// <summary>A time span as protobuf has it in JSON: seconds with an s, such as <c>1.5s</c>.</summary>
        [Internal]
        internal readonly struct ProtobufDurationFormat : IJsonFormat<TimeSpan>
        {
            private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

            // The longest time span in seconds.
            private const decimal Most = 922_337_203_685m;

            public static bool TryRead(ref Utf8JsonReader reader, JsonReading reading, out TimeSpan value)
            {
                value = default;
                if (reader.TokenType != JsonTokenType.String)
                {
                    return false;
                }

                var text = TextFormat.Span(in reader, stackalloc byte[64]);
                if (text.IsEmpty
                    || text[^1] != 's'
                    || !decimal.TryParse(text.Slice(0, text.Length - 1), Style, CultureInfo.InvariantCulture, out var seconds)
                    || Math.Abs(seconds) > Most)
                {
                    return false;
                }

                value = TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
                return true;
            }

            public static void Write(Utf8JsonWriter writer, TimeSpan value) =>
                writer.WriteStringValue(((decimal)value.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture) + "s");
        }
        """;
}
