using Refit;

namespace Brev.Sdk.Tests.CustomApi;

/// <summary>Content in every shape that a Refit interface can send.</summary>
[Headers("Authorization: Bearer")]
public interface IUploadApi
{
    [Put("/upload")]
    Task PutJsonAsync([Body] Paint paint);

    [Put("/upload")]
    Task PutJsonUnbufferedAsync([Body(buffered: false)] Paint paint);

    [Put("/upload")]
    Task PutTextAsync([Body] string text);

    [Put("/upload")]
    Task PutJsonTextAsync([Body(BodySerializationMethod.Serialized)] string text);

    [Put("/upload")]
    Task PutFormAsync([Body(BodySerializationMethod.UrlEncoded)] IDictionary<string, string> form);

    [Put("/upload")]
    Task PutStreamAsync([Body] Stream stream);

    [Put("/upload")]
    Task PutContentAsync([Body] HttpContent content);

    [Put("/upload")]
    Task PutJsonLinesAsync([Body(BodySerializationMethod.JsonLines)] IEnumerable<Paint> paints);

    [Put("/upload")]
    [Multipart]
    Task PutPartsAsync(string text, Paint paint, ByteArrayPart bytes, StreamPart stream);
}
