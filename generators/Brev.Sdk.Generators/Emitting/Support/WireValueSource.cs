namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>WireValue</c>.</summary>
internal static class WireValueSource
{
    public const string Text = """
        using global::System;
        using global::System.Buffers;
        using global::System.Collections.Generic;
        using global::System.Globalization;
        using global::System.Linq;
        using global::System.Text.Json;

        /// <summary>
        /// Turns values into the text of paths, headers and parts. The JSON of a value decides what its text is, so that a time or a number
        /// is the same everywhere.
        /// </summary>
        [Internal]
        internal static class WireValue
        {
            private const int Deepest = 1000;

            // A double has no exponent beyond.
            private const int MostDigits = 324;

            /// <summary>A value as JSON.</summary>
            public static JsonElement Of<T, TFormat>(T value)
                where TFormat : struct, IJsonFormat<T>
            {
                var buffer = new ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(buffer))
                {
                    TFormat.Write(writer, value);
                }

                using var document = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = Deepest });
                return document.RootElement.Clone();
            }

            /// <summary>The text of one value. What has parts of its own stays JSON.</summary>
            public static string Text(JsonElement value) => value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.Number => Plain(value.GetRawText()),
                _ => value.GetRawText(),
            };

            /// <summary>A text as a part of a path, escaped.</summary>
            public static string Path(string value, string name)
            {
                ArgumentNullException.ThrowIfNull(value, name);
                return Uri.EscapeDataString(Stays(value, name));
            }

            /// <summary>A part of a path, escaped.</summary>
            public static string Path<T, TFormat>(T value, string name, ValueStyle style = ValueStyle.Simple, bool isExploded = false)
                where TFormat : struct, IJsonFormat<T>
            {
                var json = Of<T, TFormat>(value);
                var text = style switch
                {
                    ValueStyle.Label => "." + string.Join(isExploded ? "." : ",", Parts(json, isExploded).Select(Escaped)),
                    ValueStyle.Matrix => Matrix(json, Uri.EscapeDataString(name), isExploded),
                    ValueStyle.Json => Uri.EscapeDataString(json.GetRawText()),
                    _ => string.Join(Delimiter(style), Parts(json, isExploded).Select(Escaped)),
                };
                return Stays(text, name);
            }

            /// <summary>One text of a query, which Refit escapes; none when there is no value.</summary>
            public static string? Query<T, TFormat>(T? value)
                where TFormat : struct, IJsonFormat<T> =>
                value is null ? null : Text(Of<T, TFormat>(value));

            /// <summary>One text of a query, which Refit escapes; none when there is no value.</summary>
            public static string? Query<T, TFormat>(T? value)
                where T : struct
                where TFormat : struct, IJsonFormat<T> =>
                value is { } given ? Query<T, TFormat>(given) : null;

            /// <summary>A text as the value of a header that has to be there.</summary>
            public static string Header(string value, string name)
            {
                ArgumentException.ThrowIfNullOrEmpty(value, name);
                return value.Any(char.IsControl) ? throw new ArgumentException("A header cannot hold control characters.", name) : value;
            }

            /// <summary>The value of a header; none when there is no value, as in a list without items.</summary>
            public static string? Header<T, TFormat>(T? value, ValueStyle style = ValueStyle.Simple, bool isExploded = false)
                where TFormat : struct, IJsonFormat<T>
            {
                if (value is null)
                {
                    return null;
                }

                var json = Of<T, TFormat>(value);
                var texts = style == ValueStyle.Json
                    ? [json.GetRawText()]
                    : Parts(json, isExploded).Select(part => part.Key is null ? part.Text : part.Key + "=" + part.Text).ToArray();
                return texts.Length == 0 ? null : texts.Any(text => text.Any(char.IsControl))
                    ? throw new ArgumentException("A header cannot hold control characters.", nameof(value))
                    : string.Join(Uri.UnescapeDataString(Delimiter(style)), texts);
            }

            /// <summary>The value of a header; none when there is no value.</summary>
            public static string? Header<T, TFormat>(T? value, ValueStyle style = ValueStyle.Simple, bool isExploded = false)
                where T : struct
                where TFormat : struct, IJsonFormat<T> =>
                value is { } given ? Header<T, TFormat>(given, style, isExploded) : null;

            /// <summary>
            /// One text for a value, those of its items for a list, and for an object its names and values: as pairs when each is written
            /// apart.
            /// </summary>
            internal static IEnumerable<(string? Key, string Text)> Parts(JsonElement json, bool isExploded) => json.ValueKind switch
            {
                JsonValueKind.Null or JsonValueKind.Undefined => [],
                JsonValueKind.Array => json.EnumerateArray().Where(IsGiven).Select(item => ((string?)null, Text(item))),
                JsonValueKind.Object when isExploded =>
                    json.EnumerateObject().Where(member => IsGiven(member.Value)).Select(member => ((string?)member.Name, Text(member.Value))),
                JsonValueKind.Object => json.EnumerateObject().Where(member => IsGiven(member.Value))
                    .SelectMany(member => new[] { ((string?)null, member.Name), (null, Text(member.Value)) }),
                _ => [(null, Text(json))],
            };

            /// <summary>What stands between two values, escaped.</summary>
            internal static string Delimiter(ValueStyle style) => style switch
            {
                ValueStyle.SpaceDelimited => "%20",
                ValueStyle.PipeDelimited => "%7C",
                ValueStyle.TabDelimited => "%09",
                _ => ",",
            };

            internal static bool IsGiven(JsonElement json) => json.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

            /// <summary>
            /// A number in digits alone: outside of JSON not everybody reads an exponent. One of which there would be no end keeps it.
            /// </summary>
            private static string Plain(string number)
            {
                var end = number.IndexOfAny(['e', 'E']);
                if (end < 0
                    || !int.TryParse(number.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
                    || exponent is < -MostDigits or > MostDigits)
                {
                    return number;
                }

                var sign = number[0] == '-' ? "-" : "";
                var parts = number[sign.Length..end].Split('.');
                var digits = string.Concat(parts);
                var point = parts[0].Length + exponent;
                var whole = point <= 0 ? "0" : digits[..Math.Min(point, digits.Length)].PadRight(point, '0').TrimStart('0').PadLeft(1, '0');
                var fraction = point >= digits.Length ? "" : digits[Math.Max(point, 0)..].PadLeft(digits.Length - point, '0').TrimEnd('0');
                return sign + whole + (fraction.Length > 0 ? "." + fraction : "");
            }

            internal static string Escaped((string? Key, string Text) part) =>
                part.Key is null ? Uri.EscapeDataString(part.Text) : Uri.EscapeDataString(part.Key) + "=" + Uri.EscapeDataString(part.Text);

            private static string Stays(string text, string name) => text is "" or "." or ".."
                ? throw new ArgumentException("A part of an address can be neither empty nor . nor .., which would lead to another address.", name)
                : text;

            private static string Matrix(JsonElement json, string name, bool isExploded) =>
                isExploded && json.ValueKind is JsonValueKind.Array or JsonValueKind.Object
                    ? string.Concat(Parts(json, isExploded)
                        .Select(part => Matrix(part.Key is null ? name : Uri.EscapeDataString(part.Key), Uri.EscapeDataString(part.Text))))
                    : Matrix(name, string.Join(",", Parts(json, false).Select(Escaped)));

            /// <summary>A name without a value has no equals sign (RFC 6570, 3.2.7).</summary>
            private static string Matrix(string name, string text) => text.Length == 0 ? ";" + name : $";{name}={text}";
        }
        """;
}
