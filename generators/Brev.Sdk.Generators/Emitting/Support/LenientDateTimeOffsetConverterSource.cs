namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>LenientDateTimeOffsetConverter</c>.</summary>
internal static class LenientDateTimeOffsetConverterSource
{
    public const string Text = """
        /// <summary>Reads times in RFC 3339 and in Go's own text; what is no time reads as none. Writes RFC 3339.</summary>
        [Generated]
        public sealed class LenientDateTimeOffsetConverter : global::System.Text.Json.Serialization.JsonConverter<global::System.DateTimeOffset?>
        {
            private static readonly global::System.Text.RegularExpressions.Regex GoText = new(
                @"^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) ([+-]\d\d)(\d\d)",
                global::System.Text.RegularExpressions.RegexOptions.CultureInvariant);

            /// <inheritdoc/>
            public override global::System.DateTimeOffset? Read(
                ref global::System.Text.Json.Utf8JsonReader reader,
                global::System.Type typeToConvert,
                global::System.Text.Json.JsonSerializerOptions options)
            {
                if (reader.TokenType != global::System.Text.Json.JsonTokenType.String)
                {
                    reader.Skip();
                    return null;
                }

                var text = GoText.Replace(reader.GetString()!, "$1T$2$3:$4");
                var end = text.IndexOf(' ');
                text = end > 0 ? text.Substring(0, end) : text;
                var styles = global::System.Globalization.DateTimeStyles.AssumeUniversal;
                return global::System.DateTimeOffset.TryParse(text, global::System.Globalization.CultureInfo.InvariantCulture, styles, out var time) ? time : null;
            }

            /// <inheritdoc/>
            public override void Write(
                global::System.Text.Json.Utf8JsonWriter writer,
                global::System.DateTimeOffset? value,
                global::System.Text.Json.JsonSerializerOptions options)
            {
                if (value is not { } time)
                {
                    writer.WriteNullValue();
                    return;
                }

                var culture = global::System.Globalization.CultureInfo.InvariantCulture;
                var text = time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", culture);
                writer.WriteStringValue(time.Offset == global::System.TimeSpan.Zero ? text + "Z" : text + time.ToString("zzz", culture));
            }
        }
        """;
}
