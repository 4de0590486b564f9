namespace Brev.Sdk.IdentityProviders;

/// <summary>Decides which part of an error body may be shown: a bare code, and nothing else.</summary>
internal static class ErrorCode
{
    private const int Longest = 48;

    /// <summary>
    /// The code with a comma in front, ready to follow a status; nothing when it does not look like a code, or contains a part of
    /// one of the secrets that went out, because some hosts echo what they were sent.
    /// </summary>
    public static string Suffix(string? code, params ReadOnlySpan<string?> secrets)
    {
        if (string.IsNullOrEmpty(code) || code.Length > Longest || !code.All(static c => char.IsAsciiLetter(c) || c == '_'))
        {
            return "";
        }

        foreach (var secret in secrets)
        {
            if (!string.IsNullOrEmpty(secret)
                && (secret.Contains(code, StringComparison.Ordinal) || code.Contains(secret, StringComparison.Ordinal)))
            {
                return "";
            }
        }

        return $", {code}";
    }
}
