namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>FormBody</c>.</summary>
internal static class FormBodySource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Linq;
        using global::System.Net.Http;
        using global::System.Text.Json;

        /// <summary>Writes a value as a form: a field for each member and, for a list, one for each item. What has parts of its own is JSON.</summary>
        [Internal]
        internal static class FormBody
        {
            public static HttpContent Create<T, TFormat>(T value, params (string Name, ValueStyle Style, bool IsExploded)[] styles)
                where TFormat : struct, IJsonFormat<T>
            {
                var fields = new List<KeyValuePair<string, string>>();
                var json = WireValue.Of<T, TFormat>(value);
                foreach (var member in json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Where(member => WireValue.IsGiven(member.Value)) : [])
                {
                    Add(fields, member.Name, member.Value, styles.FirstOrDefault(style => style.Name == member.Name));
                }

                return new FormUrlEncodedContent(fields);
            }

            private static void Add(List<KeyValuePair<string, string>> fields, string name, JsonElement json, (string? Name, ValueStyle Style, bool IsExploded) style)
            {
                if (style.Name is null || style.Style == ValueStyle.Json)
                {
                    var items = json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().Where(WireValue.IsGiven) : [json];
                    fields.AddRange(items.Select(item => KeyValuePair.Create(name, style.Name is null ? WireValue.Text(item) : item.GetRawText())));
                    return;
                }

                fields.AddRange(new QueryString().Add<JsonElement, ElementFormat>(name, json, style.Style, style.IsExploded).ToFields());
            }
        }
        """;
}
