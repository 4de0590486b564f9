using Brev.Sdk.Credentials;

namespace Brev.Sdk.Authentication;

/// <summary>
/// One generation of a login: the token, what it was made from, and when to replace it. Immutable, so that callers read it without a lock.
/// </summary>
internal sealed class TokenSnapshot
{
    private TokenSnapshot(BrevAccessToken token, BrevStoredCredential credential, TokenClaims? claims, TokenSchedule schedule)
    {
        Token = token;
        Credential = credential;
        Claims = claims;
        Schedule = schedule;
    }

    public BrevAccessToken Token { get; }

    public BrevStoredCredential Credential { get; }

    public TokenClaims? Claims { get; }

    public TokenSchedule Schedule { get; }

    /// <summary>
    /// The snapshot of a stored credential; <see langword="null"/> when it holds no token that can be sent, only what could get one. An API key wins over tokens
    /// and is never parsed.
    /// </summary>
    /// <exception cref="BrevConfigurationException">What is stored cannot stand in an HTTP header.</exception>
    public static TokenSnapshot? Create(BrevStoredCredential credential, TimeSpan refreshBeforeExpiry, TimeProvider timeProvider, bool justIssued, TimeSpan? sinceLast = null)
    {
        if (StoredToken.Clean(credential.ApiKey) is { } key)
        {
            return new TokenSnapshot(CreateToken(key, "API key", null), credential, null, TokenSchedule.Never);
        }

        if (StoredToken.Clean(credential.AccessToken) is not { } value)
        {
            return null;
        }

        _ = TokenClaims.TryRead(value, out var claims);
        return new TokenSnapshot(CreateToken(value, "access token", claims), credential, claims, TokenSchedule.Create(claims, refreshBeforeExpiry, timeProvider, justIssued, sinceLast));
    }

    private static BrevAccessToken CreateToken(string value, string kind, TokenClaims? claims)
    {
        try
        {
            return new BrevAccessToken(value, claims?.ExpiresOn, claims?.IssuedOn);
        }
        catch (ArgumentException)
        {
            throw new BrevConfigurationException(
                $"The stored {kind} contains a space, a line break or another character that cannot stand in an HTTP header, so it is damaged. Run 'brev login', or sign in through BrevLogin, to store a new login.");
        }
    }
}
