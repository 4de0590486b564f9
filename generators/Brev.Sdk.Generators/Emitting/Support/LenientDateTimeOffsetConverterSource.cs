namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>LenientDateTimeOffsetConverter</c>.</summary>
internal static class LenientDateTimeOffsetConverterSource
{
    public const string Text = """
        /// <summary>
        /// Reads times in RFC 3339, with T or a blank between day and time, and in Go's own text. Go's zero time, a time without a zone, and what is no
        /// time read as none. Writes RFC 3339.
        /// </summary>
        [Generated]
        public sealed class LenientDateTimeOffsetConverter : global::System.Text.Json.Serialization.JsonConverter<global::System.DateTimeOffset?>
        {
            private static readonly global::System.Text.RegularExpressions.Regex Time = new(
                @"^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:[.,](\d+))? ?(?:([Zz]|UTC|GMT)|([+-]\d\d):?(\d\d)?)(?: [A-Z+-][^\r\n]*)?$",
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

                var match = Time.Match(reader.GetString()!);
                return match.Success ? Parse(match.Groups) : null;
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

            private static global::System.DateTimeOffset? Parse(global::System.Text.RegularExpressions.GroupCollection parts)
            {
                // A leap second, which the clock of .NET does not have, is the first moment after it.
                var clock = parts[2].Value;
                var isLeap = clock.EndsWith(":60", global::System.StringComparison.Ordinal);
                clock = isLeap ? clock.Substring(0, 6) + "59" : clock;
                var fraction = parts[3].Value.PadRight(7, '0').Substring(0, 7);
                var minutes = parts[6].Success ? parts[6].Value : "00";
                var zone = parts[4].Success ? "+00:00" : $"{parts[5].Value}:{minutes}";
                var isTime = global::System.DateTimeOffset.TryParseExact(
                    $"{parts[1].Value}T{clock}.{fraction}{zone}",
                    "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz",
                    global::System.Globalization.CultureInfo.InvariantCulture,
                    global::System.Globalization.DateTimeStyles.None,
                    out var time);
                return !isTime || time.UtcDateTime.Year == 1 ? null : isLeap ? time.AddSeconds(1) : time;
            }
        }
        """;
}
