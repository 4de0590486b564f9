using System.Text.RegularExpressions;

namespace Brev.Sdk.Errors;

/// <summary>
/// Control plane messages carry gRPC errors as text, <c>rpc error: code = NotFound desc = …</c>, sometimes without <c>code =</c>. The text is the
/// only place that tells a caller's mistake from an outage, because the status is 500 for both.
/// </summary>
internal static partial class GrpcError
{
    /// <summary>The code in the spelling of Connect, such as <c>not_found</c>; <see langword="null"/> when there is none.</summary>
    public static string? FindCode(string message)
    {
        var match = Pattern().Match(message);
        return match.Success ? ToSnakeCase(match.Groups["code"].Value) : null;
    }

    private static string ToSnakeCase(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex(@"rpc error: (?:code = )?(?<code>[A-Z][A-Za-z]+) desc", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex WordStart();
}
