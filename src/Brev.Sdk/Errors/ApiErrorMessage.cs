using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Errors;

/// <summary>Writes the text of a <see cref="BrevApiException"/>: what happened, the evidence, what to do.</summary>
internal static partial class ApiErrorMessage
{
    private const int MaximumEvidence = 400;

    public static string ForStatus(ApiFailure failure, ApiErrorBody body, ApiErrorKind kind) =>
        Compose(failure, Evidence(failure, body), Advice(failure, body, kind));

    public static string ForUnreadableBody(ApiFailure failure, ApiErrorBody body, string reason) =>
        Compose(
            failure,
            $"The body is not what the operation answers with ({reason}).{Quote(body.Excerpt)}",
            IsHtml(failure)
                ? "It is a web page, as a proxy or a sign-in portal in between sends: check the configured endpoint and the network."
                : "Check the configured endpoint; if it is right, Brev's API has changed and the SDK needs an update.");

    public static string ForEmptyBody(ApiEndpoint endpoint)
    {
        var advice = endpoint.IsRepeatSafe
            ? "Try again; if it stays so, check the configured endpoint."
            : "It may have taken effect all the same: look for its result before you send it again.";
        return $"Brev sent no answer to {endpoint.OperationId} ({endpoint.Method} {endpoint.RouteTemplate}): the status is a success and the body is empty or null, but the operation answers with a value. {advice}";
    }

    private static string Compose(ApiFailure failure, string evidence, string advice)
    {
        var text = new StringBuilder("Brev answered ")
            .Append(((int)failure.StatusCode).ToString(CultureInfo.InvariantCulture)).Append(' ').Append(Name(failure.StatusCode))
            .Append(" to ").Append(failure.OperationId ?? "a call").Append(" (").Append(failure.Method).Append(' ').Append(failure.Path).Append(").");
        Append(text, evidence);
        Append(text, advice);
        if (failure.RetryAfter is { } wait)
        {
            Append(text, string.Create(CultureInfo.InvariantCulture, $"The server asks to wait {wait.TotalSeconds:0} seconds."));
        }

        if (failure.RequestId is { } requestId)
        {
            Append(text, $"Request id: {requestId}.");
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string sentence)
    {
        if (sentence.Length > 0)
        {
            text.Append(' ').Append(sentence);
        }
    }

    private static string Evidence(ApiFailure failure, ApiErrorBody body)
    {
        var message = body.Message?.ReplaceLineEndings("; ");
        return (message, body.Code ?? (body.Errors.Count > 0 ? body.Errors[0].Type : null), body.Excerpt) switch
        {
            ({ } said, { } kind, _) => $"It says: {Cut(said)} [{kind}].",
            ({ } said, null, _) => $"It says: {Cut(said)}.",
            (null, { } kind, _) => $"It names the error {kind} and says nothing more.",
            (null, null, "") => "The body is empty.",
            _ => $"The body is {failure.ContentType ?? "of unknown type"}.{Quote(body.Excerpt)}",
        };
    }

    private static string Advice(ApiFailure failure, ApiErrorBody body, ApiErrorKind kind) => kind switch
    {
        _ when kind.HasFlag(ApiErrorKind.DuplicateName) => "The name or identity is taken; a workspace's name stays taken until its deletion is complete. Choose another name, or wait.",
        _ when kind.HasFlag(ApiErrorKind.Unauthenticated) => failure.RenewalNote ?? "The credential was not accepted. Run 'brev login', sign in again through BrevLogin, or check that the API key has not expired.",
        _ when kind.HasFlag(ApiErrorKind.PermissionDenied) => "This user may not do this: check the organization, the role, or the access level of the API key.",
        _ when kind.HasFlag(ApiErrorKind.NotFound) => "Check the id, and that this user can see it.",
        _ when kind.HasFlag(ApiErrorKind.InvalidRequest) => KnownMistake(body.Message) ?? "Correct the request before sending it again.",
        _ when kind.HasFlag(ApiErrorKind.RateLimited) => "Too many calls: slow down and try again.",
        _ when kind.HasFlag(ApiErrorKind.Transient) => "This is usually passing: try again. After a failed create, look for its result first.",
        _ when (int)failure.StatusCode is >= 300 and < 400 => "The SDK follows no redirects, so that a token never reaches another host: check the configured endpoint.",
        _ => "",
    };

    private static string? KnownMistake(string? message) => message switch
    {
        not null when message.Contains("Legacy workspace version", StringComparison.OrdinalIgnoreCase) => "Set WorkspaceVersion to 'v1'.",
        not null when message.Contains("CloudCredId or WorkspaceGroupId", StringComparison.OrdinalIgnoreCase) => "Set CloudCredId or WorkspaceGroupId to the one of the chosen instance type.",
        _ => null,
    };

    private static string Name(HttpStatusCode status) =>
        Enum.IsDefined(status) ? WordStart().Replace(status.ToString(), " ") : "(no standard name)";

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex WordStart();

    private static string Quote(string excerpt) => excerpt.Length == 0 ? "" : $" It begins: {Cut(excerpt.ReplaceLineEndings(" "))}";

    private static string Cut(string text) => text.Length <= MaximumEvidence ? text : string.Concat(text.AsSpan(0, MaximumEvidence), "…");

    private static bool IsHtml(ApiFailure failure) => failure.ContentType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true;
}
