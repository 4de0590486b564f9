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
    public static TokenSnapshot? Create(BrevStoredCredential credential, TimeSpan refreshBeforeExpiry, TimeProvider timeProvider, bool justIssued)
    {
        if (!string.IsNullOrWhiteSpace(credential.ApiKey))
        {
            return new TokenSnapshot(new BrevAccessToken(credential.ApiKey.Trim()), credential, null, TokenSchedule.Never);
        }

        if (StoredToken.Clean(credential.AccessToken) is not { } value)
        {
            return null;
        }

        _ = TokenClaims.TryRead(value, out var claims);
        var token = new BrevAccessToken(value, claims?.ExpiresOn, claims?.IssuedOn);
        return new TokenSnapshot(token, credential, claims, TokenSchedule.Create(claims, refreshBeforeExpiry, timeProvider, justIssued));
    }
}
