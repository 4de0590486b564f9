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
        if (FindFault(token, out var claims) is { } fault)
        {
            throw new RefreshFailedException(RefreshFailureKind.Transient, $"{provider} answered {fault}.");
        }

        if (claims!.Issuer != issuer)
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

    private static string? FindFault(string? token, out TokenClaims? claims)
    {
        var isJwt = TokenClaims.TryRead(token, out claims);
        return string.IsNullOrEmpty(token) ? "without a token"
            : !HeaderText.IsValid(token) ? "with a token that cannot stand in an HTTP header"
            : token.Length > TokenClaims.LongestToken ? $"with a token of {token.Length} characters, and none longer than "
                + $"{TokenClaims.LongestToken} (64 KB) can be sent"
            : !isJwt ? "with a token that is not a JWT"
            : null;
    }

    /// <summary>An issuer, short enough for a message.</summary>
    public static string Short(string? issuer) => issuer is { Length: > LongestIssuer } ? issuer[..LongestIssuer] + "…" : issuer ?? "";
}
