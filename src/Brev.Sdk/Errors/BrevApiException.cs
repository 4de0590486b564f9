using System.Net;
using Brev.Sdk.Errors;

namespace Brev.Sdk;

/// <summary>
/// Brev answered, and the answer is not the one that was asked for: a status outside 2xx, or a body that cannot be read. Both
/// generations of the API end here, the control plane's <c>errors</c> list and the Connect services' <c>code</c>.
/// </summary>
public sealed class BrevApiException : BrevException
{
    private readonly ApiFailure _failure;
    private readonly ApiErrorBody _body;
    private readonly ApiErrorKind _kind;
    private string? _message;

    /// <summary>For a success that cannot be used.</summary>
    internal BrevApiException(ApiFailure failure, ApiErrorBody body, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        _failure = failure;
        _body = body;
        _message = message;
    }

    /// <summary>
    /// For an answer that is an error. Many a program only looks at what kind it is: the text is written when it is read.
    /// </summary>
    internal BrevApiException(ApiFailure failure, ApiErrorBody body, Exception? innerException = null)
        : base("", innerException)
    {
        _failure = failure;
        _body = body;
        _kind = ApiErrorClassifier.Classify(failure.StatusCode, body);
    }

    /// <summary>
    /// Creates the exception that an answer of this status and body leads to: every property reads as if Brev had answered so. For tests of
    /// code that calls one of the SDK's interfaces, such as <c>IWorkspacesApi</c>, through a mock.
    /// </summary>
    /// <example>
    /// <code>
    /// throw new BrevApiException(HttpStatusCode.NotFound, operationId: "GetWorkspace");
    /// throw new BrevApiException(
    ///     HttpStatusCode.BadRequest, """{"errors":[{"message":"duplicate workspace with name train"}]}""", "CreateWorkspace");
    /// </code>
    /// </example>
    /// <param name="statusCode">The status of the answer.</param>
    /// <param name="body">Its body; secrets in it are masked.</param>
    /// <param name="operationId">
    /// The operation that was called, such as <c>GetWorkspace</c>. One of <c>BrevClient.Endpoints</c> gives the exception its method and
    /// path.
    /// </param>
    /// <param name="requestId">The server's id of the call.</param>
    /// <param name="retryAfter">How long the server asked to wait.</param>
    /// <param name="innerException">What caused it.</param>
    public BrevApiException(
        HttpStatusCode statusCode,
        string? body = null,
        string? operationId = null,
        string? requestId = null,
        TimeSpan? retryAfter = null,
        Exception? innerException = null)
        : this(ApiFailure.Of(statusCode, operationId, requestId, retryAfter), ApiErrorBodyReader.Read(body), innerException)
    {
    }

    /// <summary>What happened, what the server said, and what to do; secrets redacted.</summary>
    public override string Message => _message ??= ApiErrorMessage.ForStatus(_failure, _body, _kind);

    /// <summary>The status of the answer.</summary>
    public HttpStatusCode StatusCode => _failure.StatusCode;

    /// <summary>
    /// The operation that was called, such as <c>GetWorkspace</c>; <see langword="null"/> for a call of the application's own interface
    /// that is not in the document.
    /// </summary>
    public string? OperationId => _failure.OperationId;

    /// <summary>The HTTP method of the call.</summary>
    public string Method => _failure.Method;

    /// <summary>The path of the call, without its query.</summary>
    public string Path => _failure.Path;

    /// <summary>The server's id of the call, for a support request; <see langword="null"/> when it sent none.</summary>
    public string? RequestId => _failure.RequestId;

    /// <summary>How long the server asked to wait (<c>Retry-After</c>); <see langword="null"/> when it did not.</summary>
    public TimeSpan? RetryAfter => _failure.RetryAfter;

    /// <summary>
    /// The kind of error as the control plane names it, such as <c>ValidationError</c>; <see langword="null"/> when it sent none.
    /// </summary>
    public string? ErrorType => _body.Errors.Count > 0 ? _body.Errors[0].Type : null;

    /// <summary>What the server said, secrets redacted; <see langword="null"/> when it said nothing.</summary>
    public string? ErrorMessage => _body.Message;

    /// <summary>
    /// The code of a Connect error such as <c>not_found</c> or <c>already_exists</c>, or the code of a gRPC error inside a control
    /// plane message in the same spelling; <see langword="null"/> when the answer has neither.
    /// </summary>
    public string? Code => _body.Code;

    /// <summary>All entries of the control plane's <c>errors</c> list; empty for other answers.</summary>
    public IReadOnlyList<BrevApiError> Errors => _body.Errors;

    /// <summary>The beginning of the body, at most 1,024 characters, secrets redacted; empty when there was none.</summary>
    public string BodyExcerpt => _body.Excerpt;

    /// <summary>
    /// The first member of the request that failed validation; <see langword="null"/> when the answer names none, as Connect errors do.
    /// </summary>
    public string? ValidationField => _body.Errors.FirstOrDefault(error => !string.IsNullOrEmpty(error.Field))?.Field;

    /// <summary>Whether the thing that was asked for does not exist, or not for this user.</summary>
    public bool IsNotFound => _kind.HasFlag(ApiErrorKind.NotFound);

    /// <summary>Whether the call collides with something that exists, <see cref="IsDuplicateName"/> included.</summary>
    public bool IsConflict => _kind.HasFlag(ApiErrorKind.Conflict);

    /// <summary>
    /// Whether the name, or the identity, is taken already. A workspace's name stays taken until its deletion is complete.
    /// </summary>
    public bool IsDuplicateName => _kind.HasFlag(ApiErrorKind.DuplicateName);

    /// <summary>Whether this user may not do this. Signing in again does not help; another role or another organization may.</summary>
    public bool IsPermissionDenied => _kind.HasFlag(ApiErrorKind.PermissionDenied);

    /// <summary>Whether the server did not accept the credential, after one refresh where that was possible.</summary>
    public bool IsUnauthenticated => _kind.HasFlag(ApiErrorKind.Unauthenticated);

    /// <summary>
    /// Whether the request itself is wrong, so that repeating it unchanged cannot succeed. Also a 500 that carries a caller's mistake.
    /// </summary>
    public bool IsInvalidRequest => _kind.HasFlag(ApiErrorKind.InvalidRequest);

    /// <summary>Whether too many calls were made; see <see cref="RetryAfter"/>.</summary>
    public bool IsRateLimited => _kind.HasFlag(ApiErrorKind.RateLimited);

    /// <summary>
    /// Whether the quota of the organization, or of the cloud account behind it, is used up. Final, whatever the status: give machines
    /// back, choose another instance type or provider, or have the quota raised.
    /// </summary>
    public bool IsQuotaExceeded => _kind.HasFlag(ApiErrorKind.QuotaExceeded);

    /// <summary>Whether the organization has no credits left. Final, whatever the status, until credits are added.</summary>
    public bool IsOutOfCredits => _kind.HasFlag(ApiErrorKind.OutOfCredits);

    /// <summary>
    /// Whether the provider of the instance type is not enabled for the organization. Final, whatever the status: choose another provider.
    /// </summary>
    public bool IsProviderNotEnabled => _kind.HasFlag(ApiErrorKind.ProviderNotEnabled);

    /// <summary>
    /// Whether the same call may succeed later. It does not say that repeating is harmless: a create that answered 500 may have
    /// happened, so look for its result first.
    /// </summary>
    public override bool IsTransient => _kind.HasFlag(ApiErrorKind.Transient);
}
