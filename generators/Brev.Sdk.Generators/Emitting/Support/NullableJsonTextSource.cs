namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>NullableJsonText</c>.</summary>
internal static class NullableJsonTextSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;

        /// <summary>Reads answers that are one JSON string or nothing.</summary>
        [Hidden]
        public static class NullableJsonText
        {
            /// <summary>
            /// The text inside the quotes; none for an empty body and for the JSON value <c>null</c>. A body that is no JSON string is given
            /// as it is.
            /// </summary>
            public static string? Unquote(string? body)
            {
                var text = body?.Trim() ?? "";
                if (text.Length < 2 || text[0] != '"')
                {
                    return text is "" or "null" ? null : text;
                }

                try
                {
                    using var document = JsonDocument.Parse(text);
                    return document.RootElement.GetString();
                }
                catch (Exception exception) when (exception is JsonException or InvalidOperationException)
                {
                    return text;
                }
            }
        }
        """;
}
