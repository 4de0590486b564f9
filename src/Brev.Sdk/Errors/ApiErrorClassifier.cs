using System.Net;

namespace Brev.Sdk.Errors;

/// <summary>Turns status, code and, only where no code exists, known texts into what programs ask about an error.</summary>
internal static class ApiErrorClassifier
{
    /// <summary>
    /// Texts that the control plane is known to send with a 400 or inside other statuses, where nothing else tells the case.
    /// The brev CLI matches the same ones.
    /// </summary>
    private static readonly string[] DuplicateTexts =
        ["duplicate workspace", "duplicate username", "duplicate external auth id", "identity already exists"];

    private static readonly string[] TransientCodes = ["unavailable", "deadline_exceeded", "aborted", "resource_exhausted"];

    private static readonly string[] CallerCodes =
        ["invalid_argument", "not_found", "already_exists", "permission_denied", "failed_precondition", "out_of_range", "unimplemented", "unauthenticated"];

    public static ApiErrorKind Classify(HttpStatusCode status, ApiErrorBody body)
    {
        var kind = FromCode(body.Code) | FromText(body.Message);

        // A code inside a 5xx is the real verdict: by its status a caller's mistake would look like an outage.
        return (int)status >= 500 && CallerCodes.Contains(body.Code) ? kind | ApiErrorKind.InvalidRequest : kind | FromStatus(status);
    }

    private static ApiErrorKind FromStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => ApiErrorKind.NotFound,
        HttpStatusCode.Conflict => ApiErrorKind.Conflict,
        HttpStatusCode.Forbidden => ApiErrorKind.PermissionDenied,
        HttpStatusCode.Unauthorized => ApiErrorKind.Unauthenticated,
        HttpStatusCode.TooManyRequests => ApiErrorKind.RateLimited | ApiErrorKind.Transient,
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => ApiErrorKind.InvalidRequest,
        HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ApiErrorKind.Transient,
        _ => ApiErrorKind.None,
    };

    private static ApiErrorKind FromCode(string? code) => code switch
    {
        "not_found" => ApiErrorKind.NotFound,
        "already_exists" => ApiErrorKind.Conflict | ApiErrorKind.DuplicateName,
        "permission_denied" => ApiErrorKind.PermissionDenied,
        "unauthenticated" => ApiErrorKind.Unauthenticated,
        "resource_exhausted" => ApiErrorKind.RateLimited | ApiErrorKind.Transient,
        "invalid_argument" or "failed_precondition" or "out_of_range" or "unimplemented" => ApiErrorKind.InvalidRequest,
        _ when TransientCodes.Contains(code) => ApiErrorKind.Transient,
        _ => ApiErrorKind.None,
    };

    private static ApiErrorKind FromText(string? message) =>
        message is not null && DuplicateTexts.Any(text => message.Contains(text, StringComparison.OrdinalIgnoreCase))
            ? ApiErrorKind.Conflict | ApiErrorKind.DuplicateName
            : ApiErrorKind.None;
}
