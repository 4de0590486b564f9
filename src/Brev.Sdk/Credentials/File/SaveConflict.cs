namespace Brev.Sdk.Credentials;

/// <summary>Decides whether a renewed login may replace the one that is in the store by now.</summary>
internal static class SaveConflict
{
    /// <summary>Whether both tokens say whose they are, and it is not the same account.</summary>
    public static bool IsOfAnotherAccount(BrevStoredCredential stored, BrevStoredCredential renewed) =>
        TokenClaims.TryRead(stored.AccessToken, out var theirs) && TokenClaims.TryRead(renewed.AccessToken, out var mine) && !theirs.IsSameAccountAs(mine);

    /// <summary>Whether the stored token is the newer one by its times, which is all there is to go by when a program without a lock has stored it.</summary>
    public static bool IsNewer(BrevStoredCredential stored, BrevStoredCredential renewed) =>
        TokenClaims.TryRead(stored.AccessToken, out var theirs)
        && TokenClaims.TryRead(renewed.AccessToken, out var mine)
        && IsNewer(theirs, mine, stored.RefreshToken == renewed.RefreshToken);

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
