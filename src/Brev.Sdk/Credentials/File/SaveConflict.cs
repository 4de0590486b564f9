namespace Brev.Sdk.Credentials;

/// <summary>Decides whether a renewed login may replace the one that is in the store by now.</summary>
internal static class SaveConflict
{
    // The clocks of an identity provider's own machines differ a little. Within this, a rotated refresh token is worth more
    // than the order of two access tokens: dropping it would end the login.
    private static readonly TimeSpan ClockSpread = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether the stored login must stay: it belongs to another account, or its token is the newer one. The CLI takes no lock,
    /// so both can happen while a renewal is under way.
    /// </summary>
    public static bool Exists(BrevStoredCredential stored, BrevStoredCredential renewed) =>
        TokenClaims.TryRead(stored.AccessToken, out var old)
        && TokenClaims.TryRead(renewed.AccessToken, out var @new)
        && (!old.IsSameAccountAs(@new) || IsNewer(old, @new, stored.RefreshToken == renewed.RefreshToken));

    private static bool IsNewer(TokenClaims stored, TokenClaims renewed, bool sameRefreshToken)
    {
        var spread = sameRefreshToken ? TimeSpan.Zero : ClockSpread;
        return stored.IssuedOn is { } before && renewed.IssuedOn is { } after ? before - spread > after : stored.ExpiresOn - spread > renewed.ExpiresOn;
    }
}
