namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>GoDurationConverter</c>.</summary>
internal static class GoDurationConverterSource
{
    public const string Text = """
        /// <summary>Reads and writes a time span in Go's text, such as 7m0s; what is no time span reads as none.</summary>
        [Generated]
        public sealed class GoDurationConverter : global::System.Text.Json.Serialization.JsonConverter<global::System.TimeSpan?>
        {
            private static readonly global::System.Text.RegularExpressions.Regex Whole = new(
                @"^-?(?:\d{1,12}(?:\.\d{1,9})?(?:h|ms|m|us|µs|ns|s))+$",
                global::System.Text.RegularExpressions.RegexOptions.CultureInvariant);

            private static readonly global::System.Text.RegularExpressions.Regex Part = new(
                @"(\d+(?:\.\d+)?)(h|ms|m|us|µs|ns|s)",
                global::System.Text.RegularExpressions.RegexOptions.CultureInvariant);

            /// <inheritdoc/>
            public override global::System.TimeSpan? Read(
                ref global::System.Text.Json.Utf8JsonReader reader,
                global::System.Type typeToConvert,
                global::System.Text.Json.JsonSerializerOptions options)
            {
                if (reader.TokenType != global::System.Text.Json.JsonTokenType.String)
                {
                    reader.Skip();
                    return null;
                }

                var text = reader.GetString()!;
                if (text == "0")
                {
                    return global::System.TimeSpan.Zero;
                }

                if (!Whole.IsMatch(text))
                {
                    return null;
                }

                var ticks = 0m;
                foreach (global::System.Text.RegularExpressions.Match part in Part.Matches(text))
                {
                    ticks += decimal.Parse(part.Groups[1].Value, global::System.Globalization.CultureInfo.InvariantCulture) * part.Groups[2].Value switch
                    {
                        "h" => global::System.TimeSpan.TicksPerHour,
                        "m" => global::System.TimeSpan.TicksPerMinute,
                        "s" => global::System.TimeSpan.TicksPerSecond,
                        "ms" => global::System.TimeSpan.TicksPerMillisecond,
                        "ns" => 0.01m,
                        _ => global::System.TimeSpan.TicksPerMicrosecond,
                    };
                }

                return ticks < long.MaxValue ? global::System.TimeSpan.FromTicks((long)(text.StartsWith('-') ? -ticks : ticks)) : null;
            }

            /// <inheritdoc/>
            public override void Write(
                global::System.Text.Json.Utf8JsonWriter writer,
                global::System.TimeSpan? value,
                global::System.Text.Json.JsonSerializerOptions options)
            {
                if (value is not { } given)
                {
                    writer.WriteNullValue();
                    return;
                }

                var sign = given < global::System.TimeSpan.Zero ? "-" : "";
                var span = given.Duration();
                var hours = (long)span.TotalHours;
                var fraction = (decimal)(span.Ticks % global::System.TimeSpan.TicksPerSecond) / global::System.TimeSpan.TicksPerSecond;
                var seconds = (span.Seconds + fraction).ToString("0.#######", global::System.Globalization.CultureInfo.InvariantCulture);
                var minutes = hours > 0 ? $"{hours}h{span.Minutes}m" : span.Minutes > 0 ? $"{span.Minutes}m" : "";
                writer.WriteStringValue($"{sign}{minutes}{seconds}s");
            }
        }
        """;
}
