using System.Net;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Errors;

/// <summary>Turns status, code and, only where no code exists, known texts into what programs ask about an error.</summary>
internal static partial class ApiErrorClassifier
{
    /// <summary>
    /// Texts that the control plane is known to send with a 400 or inside other statuses, where nothing else tells the case.
    /// The brev CLI matches the same ones.
    /// </summary>
    private static readonly string[] DuplicateTexts =
        ["duplicate workspace", "duplicate username", "duplicate external auth id", "identity already exists"];

    private static readonly string[] TransientCodes = ["unavailable", "deadline_exceeded", "aborted", "resource_exhausted"];

    private static readonly string[] CallerCodes =
    [
        "invalid_argument", "not_found", "already_exists", "permission_denied", "failed_precondition", "out_of_range", "unimplemented",
        "unauthenticated",
    ];

    /// <summary>A caller's mistake, whatever status it comes with: repeating the call unchanged brings it again.</summary>
    private static readonly string[] MistakeTexts = ["must be specified", "workspace version unsupported"];

    public static ApiErrorKind Classify(HttpStatusCode status, ApiErrorBody body)
    {
        var text = TextOf(body);
        var lasting = Lasting(status, text);
        if (lasting != ApiErrorKind.None)
        {
            // The code that comes with it, resource_exhausted or unavailable, is that of an outage, and so may be the status.
            return lasting | (FromStatus(status) & ~(ApiErrorKind.Transient | ApiErrorKind.RateLimited));
        }

        var said = FromCode(body.Code) | FromText(status, text);
        if ((int)status >= 500 && CallerCodes.Contains(body.Code))
        {
            said |= ApiErrorKind.InvalidRequest;
        }

        // What the server says about the cause outweighs the status: by that, a caller's mistake would look like an outage, and an outage
        // like a mistake.
        var kind = said | FromStatus(status);
        return said.HasFlag(ApiErrorKind.Transient) ? kind & ~ApiErrorKind.InvalidRequest
            : said != ApiErrorKind.None ? kind & ~ApiErrorKind.Transient
            : kind;
    }

    /// <summary>A body in no known envelope, such as a bare sentence, may say it too; a gateway's page speaks of something else.</summary>
    private static string? TextOf(ApiErrorBody body) => body.Message ?? (body.Excerpt.StartsWith('<') ? null : body.Excerpt);

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

    private static ApiErrorKind FromText(HttpStatusCode status, string? message) => message switch
    {
        null => ApiErrorKind.None,
        _ when Holds(message, DuplicateTexts) => ApiErrorKind.Conflict | ApiErrorKind.DuplicateName,
        _ when (int)status >= 500 && MissingInstanceType().IsMatch(message) => ApiErrorKind.NotFound | ApiErrorKind.InvalidRequest,
        _ when Holds(message, MistakeTexts) => ApiErrorKind.InvalidRequest,
        _ when message.Contains("context deadline exceeded", StringComparison.OrdinalIgnoreCase) => ApiErrorKind.Transient,
        _ => ApiErrorKind.None,
    };

    private static ApiErrorKind Lasting(HttpStatusCode status, string? message) => message switch
    {
        _ when status == HttpStatusCode.PaymentRequired => ApiErrorKind.OutOfCredits,
        null => ApiErrorKind.None,
        _ when NoCredits().IsMatch(message) => ApiErrorKind.OutOfCredits,
        _ when Quota().IsMatch(message) && !Rate().IsMatch(message) => ApiErrorKind.QuotaExceeded,
        _ when DisabledProvider().IsMatch(message) => ApiErrorKind.ProviderNotEnabled,
        _ => ApiErrorKind.None,
    };

    private static bool Holds(string message, ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (message.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("instance type .*not found", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MissingInstanceType();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9.])(?:out[\s_-]of|no(?:[\s_-]more)?|0|not[\s_-](?:have[\s_-])?enough|insufficient)"
            + @"[\s_-]?(?:credits?|funds)(?![A-Za-z])"
            + @"|(?<![A-Za-z0-9.])credits?[\s_-](?:are |have been )?(?:exhausted|used[\s_-]up)(?![A-Za-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoCredits();

    [GeneratedRegex(
        @"quota[\s_-]?(?:.{0,80}?\b)?(?:exceed(?:s|ed|ing)?|exhausted|reached|used up)\b"
            + @"|\b(?:exceed(?:s|ed|ing)?|exhausted|insufficient|not enough|over|no|out of|lacks?)[\s_-](?:\S+\s){0,4}quota"
            + @"|\bVcpuLimitExceeded\b|\b(?:instance|workspace|machine|gpu|v?cpu|resource|account|organization|spending)s? limit"
            + @" (?:(?:is|was|has been) )?(?:reached|exceeded)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Quota();

    /// <summary>Quotas of calls in a time come back by themselves.</summary>
    [GeneratedRegex(@"\bper (?:second|minute|hour|day)\b|\brate\b|\b(?:too many|api|read|write) requests\b", RegexOptions.IgnoreCase
        | RegexOptions.CultureInvariant)]
    private static partial Regex Rate();

    [GeneratedRegex(@"\bprovider\b.{0,80}\b(?:not|isn't)\b.{0,20}\benabled\b|\bprovider\b.{0,40}\bdisabled\b", RegexOptions.IgnoreCase
        | RegexOptions.CultureInvariant)]
    private static partial Regex DisabledProvider();
}
