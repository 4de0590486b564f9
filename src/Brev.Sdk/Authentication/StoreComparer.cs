using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>Reads the store and compares what it holds with the token in use. One flight at a time.</summary>
internal sealed class StoreComparer(TimeLimitedStore store, TokenSetSaver saver, RefreshSettings settings)
{
    private const int MostReplaced = 8;

    /// <summary>Whose login this is. An API key that stands in front of it for a while changes nothing about that.</summary>
    private TokenClaims? _account;

    /// <summary>The refresh token in use, and those before it, newest first.</summary>
    private string?[] _refreshTokens = [];

    /// <exception cref="BrevConfigurationException">What it holds is damaged, and nothing in memory is worth more.</exception>
    public async Task<StoreFinding> ReadAsync(CachedToken? current)
    {
        Remember(current?.TokenSet);
        _account = current?.Claims ?? _account;
        var reading = await store.ReadAsync(current?.TokenSet).ConfigureAwait(false);
        if (reading.IsTorn && current?.TokenSet is { RefreshToken: not null } own)
        {
            // The brev CLI writes in place: killed in the middle it leaves half a file, which ends no login that is whole in memory.
            return new StoreFinding(reading, saver.Overlay(own), null, null);
        }

        if (reading.Fault is { } fault)
        {
            throw fault;
        }

        if (saver.Overlay(reading.TokenSet)?.Normalized() is not { } stored || stored.IsEmpty())
        {
            return new StoreFinding(reading, null, null, new RefreshOutcome.SignedOut());
        }

        var token = CachedToken.OfStored(stored, settings.RefreshBeforeExpiry, settings.TimeProvider);
        if (token is not null && IsOfAnotherAccount(token))
        {
            return new StoreFinding(reading, stored, null, new RefreshOutcome.OtherAccount());
        }

        var isNews = token is not null && IsNews(token, current, reading);
        return new StoreFinding(reading, stored, isNews ? token : null, null)
        {
            IsReportedRejected = reading.Stored is { } raw && raw.HasSameTokens(stored) && store.IsReportedRejected(raw),
            IsSetBack = !isNews && token is not null && token.Token.Token != current?.Token.Token && !IsOfAnotherLogin(stored),
        };
    }

    public bool IsOfAnotherAccount(CachedToken token) =>
        _account is { } mine && token.Claims is { } theirs && !theirs.IsSameAccountAs(mine);

    /// <summary>Remembers a token set that is in use or was: what comes with its refresh token is never news.</summary>
    public void Remember(BrevStoredCredential? own)
    {
        if (own is not null && own.RefreshToken != _refreshTokens.FirstOrDefault())
        {
            _refreshTokens = [own.RefreshToken, .. _refreshTokens.Take(MostReplaced)];
        }
    }

    private bool IsNews(CachedToken found, CachedToken? current, StoreReading reading)
    {
        if (current?.TokenSet is not { } own || found.Token.Token == current.Token.Token)
        {
            return current is null;
        }

        return TokenSetComparison.IsNews(found.TokenSet!, found.Claims, own, current.Claims, _refreshTokens, reading.IsOnRecord);
    }

    private bool IsOfAnotherLogin(BrevStoredCredential stored) => stored.IsRefreshable() && !_refreshTokens.Contains(stored.RefreshToken);
}
