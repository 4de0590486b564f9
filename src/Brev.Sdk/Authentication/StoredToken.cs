namespace Brev.Sdk.Authentication;

/// <summary>Reads the token slots of a stored credential.</summary>
internal static class StoredToken
{
    /// <summary>What the brev CLI writes into a slot for which it has nothing.</summary>
    private const string Placeholder = "auto-login";

    /// <summary>The token without the line break that files tend to end in; <see langword="null"/> for nothing, a blank and the CLI's placeholder.</summary>
    public static string? Clean(string? token) => token?.Trim() is { Length: > 0 } value && value != Placeholder ? value : null;

    /// <summary>The credential with its slots cleaned.</summary>
    public static BrevStoredCredential Clean(BrevStoredCredential credential) => credential with
    {
        AccessToken = Clean(credential.AccessToken),
        RefreshToken = Clean(credential.RefreshToken),
        ApiKey = Clean(credential.ApiKey),
    };

    /// <summary>Whether nothing in it can authenticate anybody.</summary>
    public static bool IsEmpty(BrevStoredCredential credential) => credential is { AccessToken: null, RefreshToken: null, ApiKey: null };
}
