using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>Reads the store and compares what it holds with the token in use. One flight at a time.</summary>
internal sealed class StoreComparer(TimeLimitedStore store, TokenSetSaver saver, BrevCredentialOptions options)
{
    private KnownLogin _login = KnownLogin.None;

    /// <exception cref="BrevConfigurationException">What it holds is damaged, and nothing in memory is worth more.</exception>
    public async Task<StoreFinding> ReadAsync(CachedToken? current)
    {
        _login = _login.With(current?.TokenSet).Of(current?.Claims);
        var reading = await store.ReadAsync(current?.TokenSet).ConfigureAwait(false);
        if (reading.IsTorn && current?.TokenSet is { RefreshToken: not null } own)
        {
            // The brev CLI writes in place: killed in the middle it leaves half a file, which ends no login that is whole in memory.
            return new StoreFinding(reading, saver.Overlay(own), TokenSetRelation.Same, null);
        }

        if (reading.Fault is { } fault)
        {
            throw fault;
        }

        if (saver.Overlay(reading.TokenSet)?.Normalized() is not { } stored || stored.IsEmpty())
        {
            return new StoreFinding(reading, null, TokenSetRelation.Absent, null);
        }

        var token = CachedToken.OfStored(stored, options.RefreshBeforeExpiry, options.TimeProvider);
        var relation = TokenSetComparison.Compare(
            stored, token?.Claims, current?.TokenSet, current?.Claims, _login, reading.IsOnRecord);
        return new StoreFinding(reading, stored, relation, relation == TokenSetRelation.Newer ? token : null)
        {
            IsReportedRejected = reading.Stored is { } raw && raw.HasSameTokens(stored) && store.IsReportedRejected(raw),
        };
    }

    public bool IsOfAnotherAccount(CachedToken token) => _login.IsOfAnother(token.Claims);

    /// <inheritdoc cref="KnownLogin.With"/>
    public void Remember(BrevStoredCredential used) => _login = _login.With(used);
}
