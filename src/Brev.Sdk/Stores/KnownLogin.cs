namespace Brev.Sdk.Stores;

/// <summary>The login that a process uses: whose it is, and the refresh tokens that it has had, newest first. Immutable.</summary>
internal sealed record KnownLogin(TokenClaims? Account, IReadOnlyList<string?> RefreshTokens)
{
    private const int MostReplaced = 8;

    public static KnownLogin None { get; } = new(null, []);

    /// <summary>Remembers a token set that is in use or was: what comes with its refresh token is never news.</summary>
    public KnownLogin With(BrevStoredCredential? own) => own is null || (RefreshTokens is [var latest, ..] && latest == own.RefreshToken)
        ? this
        : this with { RefreshTokens = [own.RefreshToken, .. RefreshTokens.Take(MostReplaced)] };

    /// <summary>Remembers whose it is. An API key that stands in front of a login for a while changes nothing about that.</summary>
    public KnownLogin Of(TokenClaims? claims) => claims is null ? this : this with { Account = claims };

    /// <summary>Whether a token says that it is another account's.</summary>
    public bool IsOfAnother(TokenClaims? claims) => Account is { } mine && claims?.IsSameAccountAs(mine) == false;
}
