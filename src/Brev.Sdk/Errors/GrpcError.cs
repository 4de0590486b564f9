using System.Text.RegularExpressions;

namespace Brev.Sdk.Errors;

/// <summary>
/// Control plane messages carry gRPC errors as text, <c>rpc error: code = NotFound desc = …</c>, in several layouts and one inside the
/// other. The text is the only place that tells a caller's mistake from an outage, because the status is 500 for both.
/// </summary>
internal static partial class GrpcError
{
    private const string Names =
        "Canceled|Unknown|InvalidArgument|DeadlineExceeded|NotFound|AlreadyExists|PermissionDenied|ResourceExhausted|FailedPrecondition"
            + "|Aborted|OutOfRange|Unimplemented|Internal|Unavailable|DataLoss|Unauthenticated";

    /// <summary>
    /// The innermost code, which is the cause, in the spelling of Connect such as <c>not_found</c>; <see langword="null"/> when there is
    /// none.
    /// </summary>
    public static string? FindCode(string message)
    {
        var matches = Pattern().Matches(message);
        return matches.Count > 0 ? ToSnakeCase(matches[^1].Groups["code"].Value) : null;
    }

    private static string ToSnakeCase(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex(@"(?:rpc error:\s*(?:code\s*=\s*)?|desc\s*=\s*|^\s*)(?<code>"
        + Names + @")(?=\s*(?:,|:|desc\b))", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex WordStart();
}
