namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>JsonText</c>.</summary>
internal static class JsonTextSource
{
    public const string Text = """
        using global::System;
        using global::System.Text.Json;

        /// <summary>Reads answers that are one JSON string.</summary>
        [Hidden]
        public static class JsonText
        {
            /// <summary>The text inside the quotes; a body that is no JSON string is given as it is, an empty one as empty.</summary>
            public static string Unquote(string? body)
            {
                var text = body?.Trim() ?? "";
                if (text.Length < 2 || text[0] != '"')
                {
                    return text == "null" ? "" : text;
                }

                try
                {
                    using var document = JsonDocument.Parse(text);
                    return document.RootElement.GetString()!;
                }
                catch (Exception exception) when (exception is JsonException or InvalidOperationException)
                {
                    return text;
                }
            }
        }
        """;
}
