using System.Net;

namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>
/// Whether an answer says that a workspace does not exist. Only Brev's own words do, which are an error body of its form: a page, a line of
/// text or an empty 404 can be from something in between, which knows nothing of workspaces, and neither does a server error that carries
/// such a text.
/// </summary>
internal static class Absence
{
    public static bool IsSaidBy(BrevApiException exception) => IsStatus(exception) && IsOfBrev(exception);

    /// <summary>What may be said in the place of Brev, and may not be said at the next look.</summary>
    public static bool IsHearsay(BrevApiException exception) => IsStatus(exception) && !IsOfBrev(exception);

    private static bool IsStatus(BrevApiException exception) => exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    private static bool IsOfBrev(BrevApiException exception) => exception.Errors.Count > 0 || exception.Code == "not_found";
}
