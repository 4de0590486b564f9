using Brev.Sdk.Diagnostics;
using Brev.Sdk.Errors;

namespace Brev.Sdk.Http;

/// <summary>
/// Lets a caller of one client see the answers behind its typed calls. As long as no caller asks, a call pays for one look at a
/// thread-local value.
/// </summary>
internal sealed class ResponseCaptures
{
    private readonly AsyncLocal<ResponseCapture?> _current = new();

    public bool IsWanted => _current.Value is not null;

    /// <summary>From here to the end of the asynchronous method that calls it.</summary>
    public ResponseCapture Begin() => _current.Value = new ResponseCapture();

    public async ValueTask TakeAsync(HttpResponseMessage response)
    {
        if (_current.Value is { } capture && response.IsSuccessStatusCode)
        {
            capture.Response = await ReadAsync(response).ConfigureAwait(false);
        }
    }

    private static async ValueTask<BrevResponse> ReadAsync(HttpResponseMessage response)
    {
        var operation = EndpointCatalog.Find(response.RequestMessage)?.OperationId;

        // The answers of the document's operations have been read already; what an application's interface streams is not for us to read.
        var body = operation is null ? [] : await BytesAsync(response.Content).ConfigureAwait(false);
        return new BrevResponse(response.StatusCode, operation, RequestIdHeader.Find(response.Headers), Headers(response), body);
    }

    private static async ValueTask<byte[]> BytesAsync(HttpContent content) =>
        content is AnswerContent answer ? answer.Bytes.ToArray() : await content.ReadAsByteArrayAsync().ConfigureAwait(false);

    private static Dictionary<string, IReadOnlyList<string>> Headers(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(AnswerContent.HeadersOf(response.Content).NonValidated))
        {
            headers[name] = [.. values];
        }

        return headers;
    }
}
