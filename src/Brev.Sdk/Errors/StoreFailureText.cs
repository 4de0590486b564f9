using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Errors;

/// <summary>What is shown of the exception of a store, which may be an application's own.</summary>
internal static class StoreFailureText
{
    private const int LongestText = 500;

    /// <summary>The text of a store's exception, which may hold what was read or was to be stored.</summary>
    public static string Of(Exception exception, BrevStoredCredential? known)
    {
        try
        {
            var secrets = $"{known?.AccessToken}:{known?.RefreshToken}:{known?.ApiKey}".Split(':', StringSplitOptions.RemoveEmptyEntries);
            return SecretRedactor.Redact(exception.Message, LongestText, [.. secrets.Select(static secret => new KnownSecret(secret))]);
        }
        catch (Exception)
        {
            // The exception has no text to give, or what masks it cannot be loaded: the flight has to end nevertheless.
            return "its text cannot be shown";
        }
    }
}
