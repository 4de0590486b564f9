using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>
/// The store as a login uses it: what it holds, compared with the token in use, and what could not be saved yet. A full disk must not cost
/// the login, least of all when the refresh token works once: what cannot be saved counts, and is tried again at the next refresh and at
/// dispose.
/// </summary>
/// <remarks>Flights and dispose follow one another, so it needs no lock.</remarks>
internal sealed class TokenSetStore(TimeLimitedStore store, RefreshTelemetry telemetry, BrevCredentialOptions options)
{
    private KnownLogin _login = KnownLogin.None;

    /// <summary>What the store held, what could not be saved in its place, and whether the user knows.</summary>
    private volatile Tuple<BrevStoredCredential?, BrevStoredCredential, bool>? _pending;

    /// <summary>Reads the store and compares what it holds with the token in use.</summary>
    /// <exception cref="BrevConfigurationException">What it holds is damaged, and nothing in memory is worth more.</exception>
    public async Task<StoreFinding> ReadAsync(CachedToken? current)
    {
        _login = _login.With(current?.TokenSet).Of(current?.Claims);
        var reading = await store.ReadAsync(current?.TokenSet).ConfigureAwait(false);
        if (reading.IsTorn && current?.TokenSet is { RefreshToken: not null } own)
        {
            // The brev CLI writes in place: killed in the middle it leaves half a file, which ends no login that is whole in memory.
            return new StoreFinding(reading, Overlay(own), TokenSetRelation.Same, null);
        }

        if (reading.Fault is { } fault)
        {
            throw fault;
        }

        if (Overlay(reading.TokenSet)?.Normalized() is not { } stored || stored.IsEmpty())
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

    /// <summary>Saves a token set in the place of what was read. What cannot be saved is kept.</summary>
    public async Task<SaveResult> SaveAsync(BrevStoredCredential? read, BrevStoredCredential tokenSet)
    {
        try
        {
            var isSaved = await store.ReplaceAsync(tokenSet, read).ConfigureAwait(false);
            _pending = null;
            return isSaved ? SaveResult.Saved : SaveResult.Overtaken;
        }
        catch (Exception exception)
        {
            TellNotSaved(exception, tokenSet);
            _pending = new(read, tokenSet, true);
            return SaveResult.Kept;
        }
    }

    public void Keep(BrevStoredCredential? read, BrevStoredCredential tokenSet) => _pending = new(read, tokenSet, false);

    /// <summary>Saves what could not be saved yet.</summary>
    public Task FlushAsync() => _pending is var (_, tokenSet, _) ? PutRightAsync(tokenSet) : Task.CompletedTask;

    /// <summary>
    /// Under the lock, stores what counts where the store holds something else: what could not be saved yet, or what a program without a
    /// lock has undone. It never fails.
    /// </summary>
    public async Task PutRightAsync(BrevStoredCredential? known)
    {
        try
        {
            var held = await store.LockAsync().ConfigureAwait(false);
            try
            {
                // What another process stores between the reading and the save is read as well, once.
                _ = await TryPutRightAsync(known).ConfigureAwait(false) || await TryPutRightAsync(known).ConfigureAwait(false);
            }
            finally
            {
                await store.UnlockAsync(held).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // What was undone is put right by the next flight.
            if (_pending is var (_, tokenSet, _))
            {
                TellNotSaved(exception, tokenSet);
            }
        }
    }

    /// <summary>
    /// What counts: the unsaved successor of what the store holds, unless the store has changed since. A reading forgets nothing: the store
    /// may be in the middle of a change.
    /// </summary>
    private BrevStoredCredential? Overlay(BrevStoredCredential? stored) =>
        stored is not null
            && _pending is var (replaced, tokenSet, _)
            && (replaced?.HasSameTokens(stored) == true || tokenSet.HasSameTokens(stored))
            ? tokenSet with { ApiKey = stored.ApiKey, ApiKeyOrganizationId = stored.ApiKeyOrganizationId }
            : stored;

    private async Task<bool> TryPutRightAsync(BrevStoredCredential? known)
    {
        var reading = await store.ReadAsync(known).ConfigureAwait(false);
        if (reading is { IsTorn: false, Fault: { } fault })
        {
            throw fault;
        }

        var counting = reading.IsTorn ? _pending?.Item2 : Overlay(reading.TokenSet);
        if (counting is null || ReferenceEquals(counting, reading.Stored))
        {
            return true;
        }

        if (!await store.ReplaceAsync(counting, reading.Stored).ConfigureAwait(false))
        {
            return false;
        }

        if (_pending is var (_, tokenSet, _) && tokenSet.HasSameTokens(counting))
        {
            _pending = null;
            telemetry.SavedLater();
        }

        return true;
    }

    private void TellNotSaved(Exception exception, BrevStoredCredential tokenSet)
    {
        if (_pending is not (_, _, true))
        {
            telemetry.NotSaved(exception, tokenSet);
        }
    }
}
