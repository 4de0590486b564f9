using System.Buffers;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using Brev.Sdk.Serialization;
using Refit;

namespace Brev.Sdk.Http;

/// <summary>
/// Reads and writes the bodies of the document's operations by the code that comes with the models. The serializer of System.Text.Json
/// would keep its metadata of every type in a native application, and be built up before the first answer.
/// </summary>
internal sealed class DocumentSerializer(JsonReading reading) : IHttpContentSerializer, ISynchronousContentSerializer
{
    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
        content is AnswerContent answer ? Task.FromResult(Read<T>(answer.Json)) : ReadOtherAsync<T>(content, cancellationToken);

    public HttpContent ToHttpContent<T>(T item) => ToHttpContentSynchronous(item);

    public HttpContent ToHttpContentSynchronous<T>(T item)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            Known<T>.Format.Write(writer, item);
        }

        var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return content;
    }

    public HttpContent ToStreamingHttpContent<T>(T item) => ToHttpContentSynchronous(item);

    /// <summary>None: no operation of the document sends a form.</summary>
    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;

    private async Task<T?> ReadOtherAsync<T>(HttpContent content, CancellationToken cancellationToken) =>
        Read<T>(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));

    private T? Read<T>(ReadOnlySpan<byte> json) => json.IsEmpty ? default : Known<T>.Format.Read(json, reading);

    private static class Known<T>
    {
        public static readonly BodyFormat<T> Format = BodyFormats.Find<T>()
            ?? throw new NotSupportedException($"No operation of the document sends or answers with {typeof(T)}.");
    }
}
