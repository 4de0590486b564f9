using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace Brev.Sdk.Http;

/// <summary>
/// Refit's serializer for an application's interface, which reads an answer of the document's operations out of the memory that it stands
/// in, without a stream and without a copy.
/// </summary>
internal sealed class AnswerSerializer(SystemTextJsonContentSerializer inner)
    : IHttpContentSerializer, IStreamingContentSerializer, ISynchronousContentSerializer, ISynchronousContentDeserializer
{
    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
        content is AnswerContent answer
            ? Task.FromResult(Read((JsonTypeInfo<T>)inner.SerializerOptions.GetTypeInfo(typeof(T)), answer.Json))
            : inner.FromHttpContentAsync<T>(content, cancellationToken);

    public HttpContent ToHttpContent<T>(T item) => inner.ToHttpContent(item);

    public HttpContent ToHttpContentSynchronous<T>(T item) => inner.ToHttpContentSynchronous(item);

    public HttpContent ToStreamingHttpContent<T>(T item) => inner.ToStreamingHttpContent(item);

    public IAsyncEnumerable<T?> DeserializeStreamAsync<T>(
        Stream stream, StreamingContentFormat format, CancellationToken cancellationToken = default) =>
        inner.DeserializeStreamAsync<T>(stream, format, cancellationToken);

    public T? DeserializeFromString<T>(string content) => inner.DeserializeFromString<T>(content);

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => inner.GetFieldNameForProperty(propertyInfo);

    private static T? Read<T>(JsonTypeInfo<T> type, ReadOnlySpan<byte> json) =>
        json.IsEmpty ? default : JsonSerializer.Deserialize(json, type);
}
