namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>SentBody</c>.</summary>
internal static class SentBodySource
{
    public const string Text = """
        using global::System.Buffers;
        using global::System.IO;
        using global::System.Net.Http;
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>Writes a body as the document says, whatever the serializer is told.</summary>
        [Internal]
        internal static class SentBody
        {
            /// <summary>No body: neither a byte nor a media type.</summary>
            public static HttpContent Nothing() => new ByteArrayContent([]);

            public static HttpContent Json<T, TFormat>(T value, string contentType = "application/json; charset=utf-8")
                where TFormat : struct, IJsonFormat<T>
            {
                var body = new ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(body))
                {
                    TFormat.Write(writer, value);
                }

                return Typed(new ReadOnlyMemoryContent(body.WrittenMemory), contentType);
            }

            public static HttpContent Text(string value, string contentType = "text/plain; charset=utf-8") =>
                Typed(new ByteArrayContent(Encoding.UTF8.GetBytes(value)), contentType);

            public static HttpContent Binary(Stream value, string contentType = "") => Typed(new StreamContent(value), contentType);

            private static HttpContent Typed(HttpContent content, string contentType)
            {
                if (contentType.Length > 0)
                {
                    content.Headers.TryAddWithoutValidation("Content-Type", contentType);
                }

                return content;
            }
        }
        """;
}
