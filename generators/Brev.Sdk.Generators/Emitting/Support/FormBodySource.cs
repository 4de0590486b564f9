namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>FormBody</c>.</summary>
internal static class FormBodySource
{
    public const string Text = """
        using global::System;
        using global::System.Linq;
        using global::System.Net.Http;
        using global::System.Net.Http.Headers;
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>
        /// Writes a value as a form: a field for each member and, for a list, one for each item. What has parts of its own is JSON.
        /// </summary>
        [Internal]
        internal static class FormBody
        {
            public static HttpContent Create<T, TFormat>(T value, params (string Name, ValueStyle Style, bool IsExploded)[] styles)
                where TFormat : struct, IJsonFormat<T>
            {
                var fields = new QueryString();
                var json = WireValue.Of<T, TFormat>(value);
                var isObject = json.ValueKind == JsonValueKind.Object;
                foreach (var member in isObject ? json.EnumerateObject().Where(member => WireValue.IsGiven(member.Value)) : [])
                {
                    Add(fields, member.Name, member.Value, styles.FirstOrDefault(style => style.Name == member.Name));
                }

                // A form differs from a query in its blanks alone.
                var text = string.Join("&", fields.Pairs.Select(pair => pair.Name + "=" + pair.Value)).Replace("%20", "+");
                var type = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
                return new ByteArrayContent(Encoding.ASCII.GetBytes(text)) { Headers = { ContentType = type } };
            }

            private static void Add(QueryString fields, string name, JsonElement json, (string? Name, ValueStyle Style, bool IsExploded) style)
            {
                if (style.Name is null || style.Style == ValueStyle.Json)
                {
                    foreach (var item in json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().Where(WireValue.IsGiven) : [json])
                    {
                        fields.AddPair(name, style.Name is null ? WireValue.Text(item) : item.GetRawText());
                    }

                    return;
                }

                fields.Add<JsonElement, ElementFormat>(name, json, style.Style, style.IsExploded);
            }
        }
        """;
}
