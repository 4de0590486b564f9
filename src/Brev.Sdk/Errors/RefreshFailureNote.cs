namespace Brev.Sdk.Errors;

/// <summary>
/// Why a rejected token could not be refreshed, when the reason may pass. It goes along with the request, because the caller sees the
/// server's answer, and an answer that says "unauthorized" must not send a user with an intact login to sign in.
/// </summary>
internal static class RefreshFailureNote
{
    private static readonly HttpRequestOptionsKey<string> Key = new("Brev.Sdk.RefreshFailureNote");

    public static void Leave(HttpRequestMessage request, Exception failure)
    {
        var note = failure switch
        {
            BrevException { IsTransient: true } => failure.Message,
            OperationCanceledException =>
                "The token could not be refreshed within the time limit of the call. Your login is intact; try again in a moment.",
            _ => null,
        };
        if (note is not null)
        {
            request.Options.Set(Key, note);
        }
    }

    public static string? Read(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out var note) ? note : null;
}
