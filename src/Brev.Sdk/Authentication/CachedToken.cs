using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>
/// One generation: the token, the token set that it came with, and its lifetime. Immutable, so that callers read it without a lock. A token
/// that an application's own credential keeps has no token set, and one that is no JWT no claims.
/// </summary>
internal sealed record CachedToken(BrevAccessToken Token, BrevStoredCredential? TokenSet, TokenClaims? Claims, TokenLifetime Lifetime)
{
    /// <summary>Of an application's own credential.</summary>
    public static CachedToken Of(BrevAccessToken token) => new(token, null, null, TokenLifetime.Endless);

    /// <summary>
    /// The token of a stored token set; <see langword="null"/> when it holds none, only what could get one. An API key wins over tokens and
    /// is never parsed.
    /// </summary>
    /// <exception cref="BrevConfigurationException">What is stored cannot stand in an HTTP header.</exception>
    public static CachedToken? OfStored(BrevStoredCredential tokenSet, TimeSpan refreshBeforeExpiry, TimeProvider timeProvider)
    {
        if (tokenSet.ApiKey is { } key)
        {
            return new CachedToken(CreateToken(key, "API key", null), tokenSet, null, TokenLifetime.Endless);
        }

        if (tokenSet.AccessToken is not { } value)
        {
            return null;
        }

        _ = TokenClaims.TryRead(value, out var claims);
        return new CachedToken(CreateToken(value, "access token", claims), tokenSet, claims, TokenLifetime.OfStored(
            claims, refreshBeforeExpiry, timeProvider));
    }

    /// <summary>
    /// The token of a token set that the provider has just issued after <paramref name="previous"/>, with the times of that very token.
    /// </summary>
    public static CachedToken OfIssued(
        BrevStoredCredential tokenSet, TimeSpan refreshBeforeExpiry, CachedToken? previous, TimeProvider timeProvider)
    {
        _ = TokenClaims.TryRead(tokenSet.AccessToken, out var claims);

        // The same token twice means only that the provider has kept it.
        var sincePrevious = previous is not null && previous.Token.Token != tokenSet.AccessToken
            ? previous.Lifetime.SinceIssued(timeProvider)
            : TimeSpan.MaxValue;
        var token = CreateToken(tokenSet.AccessToken!, "access token", claims);
        return new CachedToken(
            token,
            tokenSet with { AccessTokenExpiresOn = token.ExpiresOn, AccessTokenIssuedOn = token.IssuedOn },
            claims,
            TokenLifetime.OfIssued(claims, refreshBeforeExpiry, sincePrevious, timeProvider));
    }

    /// <summary>The token from now on: a live one is never replaced by an expired one.</summary>
    public static CachedToken? Choose(CachedToken? current, CachedToken? next, TimeProvider timeProvider) =>
        next is { TokenSet: not null }
            && (current is null || !next.Lifetime.HasEnded(timeProvider) || current.Lifetime.HasEnded(timeProvider))
            ? next
            : current;

    private static BrevAccessToken CreateToken(string value, string kind, TokenClaims? claims)
    {
        try
        {
            return new BrevAccessToken(value, claims?.ExpiresOn, claims?.IssuedOn);
        }
        catch (ArgumentException)
        {
            throw new BrevConfigurationException(
                $"The stored {kind} contains a space, a line break or another character that cannot stand in an HTTP header, so it is "
                    + "damaged. Run 'brev login', or sign in through BrevLogin, to store a new login.");
        }
    }
}
