using Brev.Sdk.Stores;

namespace Brev.Sdk.IdentityProviders;

/// <summary>Looks at a token that a provider has just handed out, before anything is built on it.</summary>
internal static class IssuedTokenCheck
{
    private const int LongestIssuer = 200;

    /// <summary>The claims of a token that is fit to replace the one of <paramref name="credential"/>.</summary>
    /// <exception cref="RefreshFailedException">
    /// Transient when it is empty or no JWT, which is a fault of the provider. Rejected when it is a good token for someone else: another
    /// attempt would bring the same.
    /// </exception>
    public static TokenClaims Check(string provider, string? token, string issuer, string issuerSetting, BrevStoredCredential? credential)
    {
        if (string.IsNullOrEmpty(token))
        {
            throw new RefreshFailedException(RefreshFailureKind.Transient, $"{provider} answered without a token.");
        }

        if (!HeaderText.IsValid(token))
        {
            throw new RefreshFailedException(
                RefreshFailureKind.Transient, $"{provider} answered with a token that cannot stand in an HTTP header.");
        }

        if (token.Length > TokenClaims.LongestToken)
        {
            throw new RefreshFailedException(
                RefreshFailureKind.Transient,
                $"{provider} answered with a token of {token.Length} characters, and none longer than {TokenClaims.LongestToken} (64 "
                    + "KB) can be sent.");
        }

        if (!TokenClaims.TryRead(token, out var claims))
        {
            throw new RefreshFailedException(RefreshFailureKind.Transient, $"{provider} answered with a token that is not a JWT.");
        }

        if (claims.Issuer != issuer)
        {
            throw new RefreshFailedException(
                RefreshFailureKind.Rejected,
                $"{provider} answered with a token of the issuer '{Short(claims.Issuer)}', but '{issuer}' is expected. If that issuer "
                    + $"is right, set {issuerSetting}.");
        }

        if (TokenClaims.TryRead(credential?.AccessToken, out var previous) && !claims.IsSameAccountAs(previous))
        {
            throw new RefreshFailedException(
                RefreshFailureKind.Rejected, $"{provider} answered with a token of another account than the one that is signed in.");
        }

        return claims;
    }

    /// <summary>An issuer, short enough for a message.</summary>
    public static string Short(string? issuer) => issuer is { Length: > LongestIssuer } ? issuer[..LongestIssuer] + "…" : issuer ?? "";
}
