using System.Net;

namespace Brev.Sdk;

/// <summary>What came with a successful answer besides its value.</summary>
public class BrevResponse
{
    internal BrevResponse(
        HttpStatusCode statusCode,
        string? operationId,
        string? requestId,
        IReadOnlyDictionary<string, IReadOnlyList<string>> headers,
        ReadOnlyMemory<byte> body) =>
        (StatusCode, OperationId, RequestId, Headers, Body) = (statusCode, operationId, requestId, headers, body);

    private protected BrevResponse(BrevResponse other)
        : this(other.StatusCode, other.OperationId, other.RequestId, other.Headers, other.Body)
    {
    }

    /// <summary>The status of the answer, in 2xx.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>
    /// The operation that was called, such as <c>GetWorkspace</c>; <see langword="null"/> for a call of the application's own interface
    /// that is not in the document.
    /// </summary>
    public string? OperationId { get; }

    /// <summary>The server's id of the call, for a support request; <see langword="null"/> when it sent none.</summary>
    public string? RequestId { get; }

    /// <summary>The headers of the answer and of its content; names match without regard to case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers { get; }

    /// <summary>
    /// The body as it came, after decompression, with members that the SDK's models do not know: read it with
    /// <c>JsonDocument.Parse(response.Body)</c>. It holds whatever the operation answers with, secrets included. Empty for an operation
    /// without a body, and for an application's own interface, which reads its answers as they come.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Status and operation; never the body.</summary>
    public override string ToString() => $"{(int)StatusCode} {StatusCode} of {OperationId ?? "a call"}, {Body.Length} bytes";
}
