using System.Net;

namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>
/// Whether an answer says that a workspace does not exist. Brev's own 404 is JSON or a line of text; a page is from something in between
/// and says nothing about the workspace, and neither does a server error with such a text inside.
/// </summary>
internal static class Absence
{
    public static bool IsSaidBy(BrevApiException exception) => IsStatus(exception) && !IsWebPage(exception);

    /// <summary>What a proxy says in the place of Brev, and may not say at the next look.</summary>
    public static bool IsSaidByPage(BrevApiException exception) => IsStatus(exception) && IsWebPage(exception);

    private static bool IsStatus(BrevApiException exception) => exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static bool IsWebPage(BrevApiException exception) => exception.BodyExcerpt.AsSpan().TrimStart() is ['<', ..];
}
