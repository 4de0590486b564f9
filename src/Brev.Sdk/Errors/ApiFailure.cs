using System.Net;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Errors;

/// <summary>What is known about a failed call besides its body.</summary>
internal sealed record ApiFailure(
    HttpStatusCode StatusCode,
    string? OperationId,
    string Method,
    string Path,
    string? ContentType = null,
    string? RequestId = null,
    TimeSpan? RetryAfter = null,
    string? RefreshFailureNote = null)
{
    /// <summary>A failure that no call has had.</summary>
    public static ApiFailure Of(HttpStatusCode status, string? operationId, string? requestId, TimeSpan? retryAfter)
    {
        var endpoint = EndpointCatalog.Find(operationId);
        return new ApiFailure(status, operationId, endpoint?.Method.Method
            ?? "GET", endpoint?.RouteTemplate ?? "/", null, requestId, retryAfter);
    }

    /// <summary>Whether the call left without any credential, because its method asks for none.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>Whether the SDK has sent the call before, and that attempt may have taken effect.</summary>
    public bool HasUnclearAttempt { get; init; }
}
