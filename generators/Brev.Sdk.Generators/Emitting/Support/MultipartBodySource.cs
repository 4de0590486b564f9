namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>MultipartBody</c>.</summary>
internal static class MultipartBodySource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Linq;
        using global::System.Net.Http;
        using global::System.Text;
        using global::System.Text.Json;
        using global::Refit;

        /// <summary>
        /// A body of several parts: plain text for a value, JSON for what has parts of its own, and one part for each item of a list.
        /// </summary>
        [Internal]
        internal sealed class MultipartBody : MultipartContent
        {
            public MultipartBody()
                : base("form-data") =>
                HeaderEncodingSelector = static (_, _) => Encoding.UTF8;

            /// <summary>No body where no part is given; one that is given has each part that it needs.</summary>
            public HttpContent OrNothing(params (string Name, bool IsGiven)[] needed) =>
                !this.Any() ? new ByteArrayContent([])
                : needed.FirstOrDefault(part => !part.IsGiven).Name is { } missing
                    ? throw new ArgumentException($"A body that is not left out needs its part '{missing}'.", missing)
                : this;

            /// <summary>
            /// A body of no part is the line that ends it, as browsers send it: without that line alone it would have one part, and no
            /// part is without a name (RFC 7578, 4.2).
            /// </summary>
            public HttpContent OrEnd()
            {
                if (this.Any())
                {
                    return this;
                }

                var boundary = Headers.ContentType!.Parameters.First(static parameter => parameter.Name == "boundary").Value!.Trim('"');
                var end = new ByteArrayContent(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
                end.Headers.ContentType = Headers.ContentType;
                return end;
            }

            public MultipartBody Add<T, TFormat>(string name, T? value, string? contentType = null)
                where TFormat : struct, IJsonFormat<T>
            {
                if (value is null)
                {
                    return this;
                }

                var json = WireValue.Of<T, TFormat>(value);
                var isJson = contentType is not null && contentType.Split(';')[0].TrimEnd().EndsWith("json", StringComparison.OrdinalIgnoreCase);
                foreach (var part in json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().Where(WireValue.IsGiven) : [json])
                {
                    var hasParts = part.ValueKind is JsonValueKind.Array or JsonValueKind.Object;
                    var text = isJson ? part.GetRawText() : WireValue.Text(part);
                    var type = contentType ?? (hasParts ? "application/json" : "text/plain; charset=utf-8");
                    Add(name, null, new ByteArrayContent(Encoding.UTF8.GetBytes(text)), type);
                }

                return this;
            }

            public MultipartBody Add<T, TFormat>(string name, T? value, string? contentType = null)
                where T : struct
                where TFormat : struct, IJsonFormat<T> =>
                value is { } given ? Add<T, TFormat>(name, given, contentType) : this;

            /// <summary>A part for each text that a query in that style would have.</summary>
            public MultipartBody Add<T, TFormat>(string name, T? value, ValueStyle style, bool isExploded)
                where TFormat : struct, IJsonFormat<T> =>
                AddFields(new QueryString().Add<T, TFormat>(name, value, style, isExploded));

            public MultipartBody Add<T, TFormat>(string name, T? value, ValueStyle style, bool isExploded)
                where T : struct
                where TFormat : struct, IJsonFormat<T> =>
                AddFields(new QueryString().Add<T, TFormat>(name, value, style, isExploded));

            public MultipartBody AddFile(string name, StreamPart? file, string? contentType = null)
            {
                if (file is not null)
                {
                    Add(name, file.FileName, new StreamContent(file.Value), file.ContentType ?? contentType ?? "application/octet-stream");
                }

                return this;
            }

            public MultipartBody AddFiles(string name, IEnumerable<StreamPart?>? files, string? contentType = null)
            {
                foreach (var file in files ?? [])
                {
                    AddFile(name, file, contentType);
                }

                return this;
            }

            private MultipartBody AddFields(QueryString fields)
            {
                foreach (var (name, text) in fields.ToFields())
                {
                    Add(name, null, new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "text/plain; charset=utf-8");
                }

                return this;
            }

            /// <summary>In UTF-8 as it is, but for three characters, as web pages do it (RFC 7578, 4.2; WHATWG HTML, 4.10.21.8).</summary>
            private static string Quoted(string text) => "\"" + text
                .Replace("\"", "%22", StringComparison.Ordinal)
                .Replace("\r", "%0D", StringComparison.Ordinal)
                .Replace("\n", "%0A", StringComparison.Ordinal) + "\"";

            private void Add(string name, string? fileName, HttpContent content, string contentType)
            {
                var file = fileName is null ? "" : $"; filename={Quoted(fileName)}";
                content.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name={Quoted(name)}{file}");
                content.Headers.TryAddWithoutValidation("Content-Type", contentType);
                Add(content);
            }
        }
        """;
}
