namespace Brev.Sdk.Credentials;

/// <summary>Decides whether a renewed login may replace the one that is in the store by now.</summary>
internal static class SaveConflict
{
    /// <summary>
    /// Whether the stored login must stay: it belongs to another account, or its token is the newer one. The CLI takes no lock,
    /// so both can happen while a renewal is under way.
    /// </summary>
    public static bool Exists(BrevStoredCredential stored, BrevStoredCredential renewed) =>
        TokenClaims.TryRead(stored.AccessToken, out var old)
        && TokenClaims.TryRead(renewed.AccessToken, out var @new)
        && (!old.IsSameAccountAs(@new) || IsNewer(old, @new, stored.RefreshToken == renewed.RefreshToken));

    /// <summary>
    /// Whether somebody has signed in since the login was read that has been renewed: another refresh token, and not that of an older token, which a slow writer
    /// has put back.
    /// </summary>
    public static bool IsNewLogin(BrevStoredCredential stored, BrevStoredCredential read, BrevStoredCredential renewed) =>
        stored.RefreshToken != read.RefreshToken
        && stored.RefreshToken != renewed.RefreshToken
        && !(TokenClaims.TryRead(stored.AccessToken, out var theirs) && TokenClaims.TryRead(read.AccessToken, out var mine) && !theirs.IsLaterThan(mine));

    private static bool IsNewer(TokenClaims stored, TokenClaims renewed, bool sameRefreshToken)
    {
        var spread = sameRefreshToken ? TimeSpan.Zero : TokenClaims.ClockSpread;
        return stored.IssuedOn is { } before && renewed.IssuedOn is { } after ? before - spread > after : stored.ExpiresOn - spread > renewed.ExpiresOn;
    }
}
