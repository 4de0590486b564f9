namespace Brev.Sdk.Errors;

/// <summary>
/// What to say of a denied token that nothing took the place of: why, when the reason may pass, or where the login came from. It goes
/// along with the request, because the caller sees the server's answer, and an answer that says "unauthorized" must not send a user with
/// an intact login to sign in, or in the wrong place.
/// </summary>
internal static class RefreshFailureNote
{
    /// <summary>What there is to do when nobody knows more.</summary>
    public const string NotAccepted =
        "The credential was not accepted. Run 'brev login', sign in again through BrevLogin, or check that the API key has not expired.";

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

    public static void LeaveOrigin(HttpRequestMessage request, string origin) => request.Options.Set(Key, $"{NotAccepted} {origin}");

    public static string? Read(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out var note) ? note : null;
}
