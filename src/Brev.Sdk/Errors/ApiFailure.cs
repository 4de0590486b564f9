using System.Net;

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
    string? RenewalNote = null);
