using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Errors;

/// <summary>Writes the text of a <see cref="BrevApiException"/>: what happened, the evidence, what to do.</summary>
internal static partial class ApiErrorMessage
{
    private const int MaximumEvidence = 400;

    /// <summary>
    /// The members are those that the brev CLI writes whatever their value; live requests without them were answered so in October 2026.
    /// </summary>
    private const string LegacyVersion =
        "The version need not be wrong: Brev gives this answer as well when a member is missing that the brev CLI always writes. Set "
            + "WorkspaceVersion to 'v1', and set all of " +
        "Name, WorkspaceGroupId (or CloudCredId), WorkspaceClassId ('2x8'), WorkspaceTemplateId ('4nbb4lg2s'), InstanceType, DiskStorage "
            + "('120Gi'), " +
        "Description, PrimaryApplicationId, StartupScript, GitRepo, InitBranch, StartupScriptPath, DotBrevPath and BaseImage (empty text "
            + "when there is none), " +
        "IsStoppable, VmOnlyMode and LaunchJupyterOnStart (false), ReposV1, ExecsV1 and PortMappings (empty), Applications, IdeConfig, "
            + "Repos, Execs, Files and Labels (null).";

    public static string ForStatus(ApiFailure failure, ApiErrorBody body, ApiErrorKind kind) =>
        Compose(failure, Evidence(failure, body), Advice(failure, body, kind), EarlierAttempt(failure));

    public static string ForUnreadableBody(ApiFailure failure, ApiErrorBody body, string reason) =>
        Compose(
            failure,
            $"The body is not what the operation answers with ({reason}).{Quote(body.Excerpt)}",
            IsHtml(failure)
                ? "It is a web page, as a proxy or a sign-in portal in between sends: check the configured endpoint and the network."
                : "Check the configured endpoint; if it is right, Brev's API has changed and the SDK needs an update.");

    public static string ForEmptyBody(ApiEndpoint endpoint, ApiFailure failure)
    {
        var advice = endpoint.IsRepeatSafe
            ? "Try again; if it stays so, check the configured endpoint."
            : "It may have taken effect nevertheless: look for its result before you send it again.";
        return $"Brev sent no answer to {endpoint.OperationId} ({failure.Method} {failure.Path}): the status is a success and the body is "
            + $"empty or null, but the operation answers with a value. {advice}";
    }

    public static string ForOversizedBody(ApiFailure failure, long limit) =>
        Compose(
            failure,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Its body is larger than {limit:N0} bytes, the limit of "
                    + $"{nameof(BrevClientOptions)}.{nameof(BrevClientOptions.MaxResponseSize)}, so it was not read to the end."),
            failure.Method is "GET" or "HEAD"
                ? "Raise the option when answers of that size are expected; otherwise check the configured endpoint."
                : "The call itself has succeeded: look for its result before sending it again. Raise the option when answers of that size "
                    + "are expected.");

    private static string Compose(ApiFailure failure, string evidence, string advice, string note = "")
    {
        var text = new StringBuilder("Brev answered ")
            .Append(((int)failure.StatusCode).ToString(CultureInfo.InvariantCulture)).Append(' ').Append(Name(failure.StatusCode))
            .Append(" to ").Append(failure.OperationId ?? "a call").Append(" (").Append(failure.Method).Append(' ')
            .Append(failure.Path).Append(").");
        Append(text, evidence);
        Append(text, advice);
        Append(text, note);
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
        _ when kind.HasFlag(ApiErrorKind.OutOfCredits) =>
            "The organization has no credits left. Add credits on the billing page of the Brev console; sending the call again before "
                + "that does not help.",
        _ when kind.HasFlag(ApiErrorKind.QuotaExceeded) =>
            "The quota of the organization, or of the cloud account behind it, is used up. Give machines back, choose another instance "
                + "type or provider, or have the quota raised; sending the call again does not help.",
        _ when kind.HasFlag(ApiErrorKind.ProviderNotEnabled) =>
            "The provider of this instance type is not enabled for the organization. Choose an instance type of another provider, or have "
                + "this one enabled; sending the call again does not help.",
        _ when failure.IsAnonymous && (kind & (ApiErrorKind.Unauthenticated | ApiErrorKind.PermissionDenied)) != 0 => WithoutToken(failure),
        _ when kind.HasFlag(ApiErrorKind.DuplicateName) =>
            "The name or identity is taken; a workspace's name stays taken until its deletion is complete. Choose another name, or wait.",
        _ when kind.HasFlag(ApiErrorKind.Unauthenticated) =>
            failure.RefreshFailureNote ?? RefreshFailureNote.NotAccepted,
        _ when kind.HasFlag(ApiErrorKind.PermissionDenied) =>
            "This user may not do this: check the organization, the role, or the access level of the API key.",
        _ when kind.HasFlag(ApiErrorKind.NotFound) => "Check the id, and that this user can see it.",
        _ when kind.HasFlag(ApiErrorKind.InvalidRequest) => KnownMistake(body.Message) ?? "Correct the request before sending it again.",
        _ when kind.HasFlag(ApiErrorKind.RateLimited) => "Too many calls: slow down and try again.",
        _ when kind.HasFlag(ApiErrorKind.Transient) =>
            "This is usually passing: try again. After a failed create, look for its result first.",
        _ when (int)failure.StatusCode is >= 300 and < 400 =>
            "The SDK follows no redirects, so that a token never reaches another host: check the configured endpoint.",
        _ => "",
    };

    private static string WithoutToken(ApiFailure failure) => failure.OperationId is null
        ? "The call left without a token, because its method does not ask for one. Put [Headers(\"Authorization: Bearer\")] on the method "
            + "or on its interface."
        : "The operation takes no token, so this is no matter of signing in: check the configured endpoint and any proxy in between.";

    private static string EarlierAttempt(ApiFailure failure) =>
        failure.HasUnclearAttempt
            && (int)failure.StatusCode is >= 400 and < 500 and not 408 and not 429
            && failure.Method is not ("GET" or "HEAD")
            ? "The SDK has sent this call before, without a clear answer: that attempt may have taken effect, and this answer may be "
                + "about it."
            : "";

    private static string? KnownMistake(string? message) => message switch
    {
        not null when message.Contains("Legacy workspace version", StringComparison.OrdinalIgnoreCase) => LegacyVersion,
        not null when message.Contains("CloudCredId or WorkspaceGroupId", StringComparison.OrdinalIgnoreCase) =>
            "Set CloudCredId or WorkspaceGroupId to the one of the chosen instance type.",
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
