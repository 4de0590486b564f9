namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>QueryString</c>.</summary>
internal static class QueryStringSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Linq;
        using global::System.Text.Json;

        /// <summary>The names and values of a query, escaped, in the styles of the document.</summary>
        [Hidden]
        public sealed class QueryString
        {
            private readonly List<(string Name, string Value)> _pairs = [];

            /// <summary>The pairs in their order, escaped.</summary>
            public IReadOnlyList<(string Name, string Value)> Pairs => _pairs;

            internal QueryString Add<T, TFormat>(string name, T? value, ValueStyle style = ValueStyle.Form, bool isExploded = true)
                where TFormat : struct, IJsonFormat<T>
            {
                if (value is not null)
                {
                    Add(name, WireValue.Of<T, TFormat>(value), style, isExploded);
                }

                return this;
            }

            internal QueryString Add<T, TFormat>(string name, T? value, ValueStyle style = ValueStyle.Form, bool isExploded = true)
                where T : struct
                where TFormat : struct, IJsonFormat<T> =>
                value is { } given ? Add<T, TFormat>(name, given, style, isExploded) : this;

            /// <summary>
            /// The pairs as the value of a <c>Cookie</c> header, behind those whose values a handler fills in; none when there are none.
            /// </summary>
            internal string? ToCookies(string? empty = null)
            {
                var given = _pairs.Select(pair => pair.Name + "=" + pair.Value);
                return string.Join("; ", empty is null ? given : given.Prepend(empty)) is { Length: > 0 } cookies ? cookies : null;
            }

            /// <summary>The pairs as parts of a body, which are not escaped: whatever separates two values of one is a part of its text.</summary>
            internal IEnumerable<KeyValuePair<string, string>> ToFields() =>
                _pairs.Select(pair => KeyValuePair.Create(Uri.UnescapeDataString(pair.Name), Uri.UnescapeDataString(pair.Value)));

            private void Add(string name, JsonElement json, ValueStyle style, bool isExploded)
            {
                var hasParts = json.ValueKind is JsonValueKind.Array or JsonValueKind.Object;
                if (style == ValueStyle.Json || !hasParts)
                {
                    AddPair(name, style == ValueStyle.Json ? json.GetRawText() : WireValue.Text(json));
                }
                else if (style == ValueStyle.DeepObject)
                {
                    AddDeep(name, json);
                }
                else if (isExploded)
                {
                    foreach (var (key, text) in WireValue.Parts(json, isExploded: true))
                    {
                        AddPair(key ?? name, text);
                    }
                }
                else if (WireValue.Parts(json, isExploded: false).Select(WireValue.Escaped).ToArray() is { Length: > 0 } parts)
                {
                    _pairs.Add((Uri.EscapeDataString(name), string.Join(WireValue.Delimiter(style), parts)));
                }
            }

            private void AddDeep(string name, JsonElement json)
            {
                switch (json.ValueKind)
                {
                    case JsonValueKind.Object:
                        foreach (var member in json.EnumerateObject().Where(member => WireValue.IsGiven(member.Value)))
                        {
                            AddDeep($"{name}[{member.Name}]", member.Value);
                        }

                        break;
                    case JsonValueKind.Array:
                        var index = 0;
                        foreach (var item in json.EnumerateArray().Where(WireValue.IsGiven))
                        {
                            AddDeep(item.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? $"{name}[{index++}]" : name, item);
                        }

                        break;
                    default:
                        AddPair(name, WireValue.Text(json));
                        break;
                }
            }

            internal void AddPair(string name, string value) => _pairs.Add((Uri.EscapeDataString(name), Uri.EscapeDataString(value)));
        }
        """;
}
