namespace Brev.Sdk.Stores;

/// <summary>Compares token sets: the only place that knows which one is the same, newer, older, or another account's.</summary>
internal static class TokenSetComparison
{
    /// <summary>What the brev CLI writes into a slot for which it has nothing. It is never a token.</summary>
    private const string Placeholder = "auto-login";

    /// <summary>
    /// How far the clocks of an identity provider's own machines may be apart. Within this, a rotated refresh token is worth more than the
    /// order of two access tokens: dropping it would end the login.
    /// </summary>
    private static readonly TimeSpan ClockSpread = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The token without the line break that files tend to end in; <see langword="null"/> for nothing, a blank and the CLI's placeholder.
    /// </summary>
    public static string? Normalize(string? token) => token?.Trim() is { Length: > 0 } value && value != Placeholder ? value : null;

    /// <summary>The token set with its slots normalized.</summary>
    public static BrevStoredCredential Normalized(this BrevStoredCredential tokenSet) => tokenSet with
    {
        AccessToken = Normalize(tokenSet.AccessToken),
        RefreshToken = Normalize(tokenSet.RefreshToken),
        ApiKey = Normalize(tokenSet.ApiKey),
    };

    /// <summary>Whether nothing in it can authenticate a call.</summary>
    public static bool IsEmpty(this BrevStoredCredential tokenSet) =>
        string.IsNullOrEmpty(tokenSet.AccessToken) && string.IsNullOrEmpty(tokenSet.RefreshToken) && string.IsNullOrEmpty(tokenSet.ApiKey);

    /// <summary>
    /// Whether there is anything to refresh it with. When not (no refresh token, or an API key), its token is used until it expires.
    /// </summary>
    public static bool IsRefreshable(this BrevStoredCredential tokenSet) =>
        string.IsNullOrEmpty(tokenSet.ApiKey) && !string.IsNullOrEmpty(tokenSet.RefreshToken);

    /// <summary>Whether both hold the same pair of tokens.</summary>
    public static bool HasSameTokens(this BrevStoredCredential one, BrevStoredCredential other) =>
        one.AccessToken == other.AccessToken && one.RefreshToken == other.RefreshToken;

    /// <summary>Whether both hold the same tokens and the same API key.</summary>
    public static bool HasSameSecrets(this BrevStoredCredential one, BrevStoredCredential other) =>
        one.HasSameTokens(other) && one.ApiKey == other.ApiKey;

    /// <summary>Whether both tokens say whose they are, and it is not the same account.</summary>
    public static bool IsOfAnotherAccount(BrevStoredCredential one, BrevStoredCredential other) =>
        TokenClaims.TryRead(one.AccessToken, out var mine)
            && TokenClaims.TryRead(other.AccessToken, out var theirs)
            && !mine.IsSameAccountAs(theirs);

    /// <summary>What a stored token set, its slots normalized, is to the one in use.</summary>
    /// <param name="found">What the store holds.</param>
    /// <param name="foundClaims">The claims of its token; <see langword="null"/> when it is no JWT.</param>
    /// <param name="current">What is in use; <see langword="null"/> for nothing yet.</param>
    /// <param name="currentClaims">The claims of its token.</param>
    /// <param name="login">What this process has had.</param>
    /// <param name="isOnRecord">Whether it is on record that the one took the place of the other.</param>
    public static TokenSetRelation Compare(
        BrevStoredCredential found, TokenClaims? foundClaims, BrevStoredCredential? current, TokenClaims? currentClaims,
        KnownLogin login, bool isOnRecord)
    {
        if (login.IsOfAnother(foundClaims))
        {
            return TokenSetRelation.OtherAccount;
        }

        var hasOtherRefreshToken = found.IsRefreshable() && !login.RefreshTokens.Contains(found.RefreshToken);
        var token = TokenOf(found);
        var isSameToken = token is null || token == TokenOf(current);
        if (!isSameToken && (current is null || IsNews(foundClaims, currentClaims, hasOtherRefreshToken, isOnRecord)))
        {
            return TokenSetRelation.Newer;
        }

        return hasOtherRefreshToken ? TokenSetRelation.OtherLogin
            : token is not null && isSameToken && (!found.IsRefreshable() || found.RefreshToken == current?.RefreshToken)
                ? TokenSetRelation.Same
            : TokenSetRelation.Older;
    }

    /// <summary>
    /// Whether another access token should take the place of the one in use. An older one is what a slow writer left behind. Beside another
    /// refresh token it may be the next one, issued by a clock that is behind: then the one in use cannot be refreshed any more.
    /// </summary>
    private static bool IsNews(TokenClaims? found, TokenClaims? current, bool hasOtherRefreshToken, bool isOnRecord)
    {
        var isOlder = current is not null
            && found is not null
            && IsLater(current, found, hasOtherRefreshToken ? ClockSpread : TimeSpan.Zero);
        return !isOlder || (hasOtherRefreshToken && isOnRecord);
    }

    /// <summary>What is sent: an API key wins over the tokens.</summary>
    private static string? TokenOf(BrevStoredCredential? tokenSet) => tokenSet?.ApiKey ?? tokenSet?.AccessToken;

    /// <summary>
    /// Whether what a program without a lock has stored, while the provider was being asked, is worth more than what the provider gave: by
    /// the times of the tokens, which are all there is to go by, or because the user has signed in since.
    /// </summary>
    /// <param name="stored">What the store holds.</param>
    /// <param name="read">What was read before the provider was asked; <see langword="null"/> when there was nothing.</param>
    /// <param name="refreshed">What the provider gave.</param>
    public static bool IsNewer(BrevStoredCredential stored, BrevStoredCredential? read, BrevStoredCredential refreshed) =>
        IsNewer(stored, refreshed) || (read is not null && IsNewLogin(stored, read, refreshed));

    private static bool IsNewer(BrevStoredCredential stored, BrevStoredCredential refreshed)
    {
        if (!TokenClaims.TryRead(stored.AccessToken, out var theirs) || !TokenClaims.TryRead(refreshed.AccessToken, out var mine))
        {
            return false;
        }

        var spread = stored.RefreshToken == refreshed.RefreshToken ? TimeSpan.Zero : ClockSpread;
        return theirs.IssuedOn is { } before && mine.IssuedOn is { } after
            ? before - spread > after
            : theirs.ExpiresOn - spread > mine.ExpiresOn;
    }

    /// <summary>Another refresh token, and not that of an older token, which a slow writer has put back.</summary>
    private static bool IsNewLogin(BrevStoredCredential stored, BrevStoredCredential read, BrevStoredCredential refreshed) =>
        stored.RefreshToken != read.RefreshToken
        && stored.RefreshToken != refreshed.RefreshToken
        && !(TokenClaims.TryRead(stored.AccessToken, out var theirs) && TokenClaims.TryRead(read.AccessToken, out var mine) && !IsLater(
            theirs, mine));

    /// <summary>
    /// Whether an unlocked writer has put an older token set back in the place of <paramref name="saved"/>: by its times, unless the
    /// provider's clock has been set back, when what is older by them may be the newer one.
    /// </summary>
    public static bool IsPutBack(BrevStoredCredential found, BrevStoredCredential replaced, BrevStoredCredential saved)
    {
        if (found.HasSameTokens(saved) || found.HasSameTokens(replaced))
        {
            return !found.HasSameTokens(saved);
        }

        return TokenClaims.TryRead(found.AccessToken, out var theirs)
            && TokenClaims.TryRead(replaced.AccessToken, out var before)
            && before.IsSameAccountAs(theirs)
            && IsLater(before, theirs)
            && !(TokenClaims.TryRead(saved.AccessToken, out var ours) && IsLater(before, ours));
    }

    /// <summary>
    /// Whether one token was issued after the other; where one does not say when, or both say the same, whether it ends later. A later
    /// token may well end earlier, as one does that was copied from the website.
    /// </summary>
    private static bool IsLater(TokenClaims one, TokenClaims other, TimeSpan spread = default) =>
        one.IssuedOn is { } mine && other.IssuedOn is { } theirs && mine != theirs
            ? mine - spread > theirs
            : one.ExpiresOn - spread > other.ExpiresOn;
}
