namespace Brev.Sdk.Errors;

/// <summary>
/// What to say of a denied token that nothing took the place of: why, and where the login came from. It goes along with the request,
/// because the caller sees the server's answer, and an answer that says "unauthorized" must not send a user with an intact login to sign
/// in, or in the wrong place.
/// </summary>
internal static class RefreshFailureNote
{
    /// <summary>What to do when the reason is not known.</summary>
    public const string NotAccepted =
        "The credential was not accepted. Run 'brev login', sign in again through BrevLogin, or check that the API key has not expired.";

    private static readonly HttpRequestOptionsKey<string> Key = new("Brev.Sdk.RefreshFailureNote");

    /// <param name="request">The request whose token was denied.</param>
    /// <param name="failure">What the credential threw; <see langword="null"/> when it has nothing else.</param>
    /// <param name="origin">Where its login came from, when it might have come from elsewhere.</param>
    public static void Leave(HttpRequestMessage request, Exception? failure, string? origin)
    {
        var note = failure switch
        {
            BrevException => failure.Message,
            OperationCanceledException =>
                "The token could not be refreshed within the time limit of the call. Your login is intact; try again in a moment.",
            _ => NotAccepted,
        };
        var isOriginOfUse = origin is not null && failure is null or BrevLoginRequiredException;
        request.Options.Set(Key, isOriginOfUse ? $"{note} {origin}" : note);
    }

    public static string? Read(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out var note) ? note : null;
}
