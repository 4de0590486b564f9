namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>JsonLinesBody</c>.</summary>
internal static class JsonLinesBodySource
{
    public const string Text = """
        using global::System;
        using global::System.Buffers;
        using global::System.Collections.Generic;
        using global::System.IO;
        using global::System.Net;
        using global::System.Net.Http;
        using global::System.Net.Http.Headers;
        using global::System.Text.Json;
        using global::System.Threading;
        using global::System.Threading.Tasks;

        /// <summary>A body that has one JSON value in each line, each sent as soon as it is there.</summary>
        [Internal]
        internal sealed class JsonLinesBody<T, TFormat> : HttpContent
            where TFormat : struct, IJsonFormat<T>
        {
            private readonly IAsyncEnumerable<T> _values;

            public JsonLinesBody(IAsyncEnumerable<T> values, string contentType)
            {
                _values = values;
                Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            }

            protected override bool TryComputeLength(out long length)
            {
                length = 0;
                return false;
            }

            protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
                SerializeToStreamAsync(stream, context, CancellationToken.None);

            protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
            {
                var line = new ArrayBufferWriter<byte>();
                using var writer = new Utf8JsonWriter(line);
                await foreach (var value in _values.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    if (value is null)
                    {
                        writer.WriteNullValue();
                    }
                    else
                    {
                        TFormat.Write(writer, value);
                    }

                    writer.Flush();
                    line.Write("\n"u8);
                    await stream.WriteAsync(line.WrittenMemory, cancellationToken).ConfigureAwait(false);
                    await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                    line.ResetWrittenCount();
                    writer.Reset();
                }
            }
        }
        """;
}
