using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Saves refreshed token sets, and keeps one that cannot be saved: a full disk must not cost the login, least of all when the refresh token
/// works once. It is tried again at the next refresh and at dispose.
/// </summary>
internal sealed class TokenSetSaver(TimeLimitedStore store, RefreshTelemetry telemetry)
{
    /// <summary>
    /// What the store held, what could not be saved in its place, and whether the user knows. Flights and dispose follow one another, so it
    /// needs no lock.
    /// </summary>
    private volatile Tuple<BrevStoredCredential?, BrevStoredCredential, bool>? _pending;

    /// <summary>
    /// What counts: the unsaved successor of what the store holds, unless the store has changed since. A reading forgets nothing: the store
    /// may be in the middle of a change.
    /// </summary>
    public BrevStoredCredential? Overlay(BrevStoredCredential? stored) =>
        stored is not null
            && _pending is var (replaced, tokenSet, _)
            && (replaced?.HasSameTokens(stored) == true || tokenSet.HasSameTokens(stored))
            ? tokenSet with { ApiKey = stored.ApiKey, ApiKeyOrganizationId = stored.ApiKeyOrganizationId }
            : stored;

    /// <summary>Saves a token set in the place of what was read. What cannot be saved is kept.</summary>
    /// <returns><see langword="false"/> when something else was stored after <paramref name="read"/>.</returns>
    public async Task<bool> SaveAsync(BrevStoredCredential? read, BrevStoredCredential tokenSet)
    {
        try
        {
            var isSaved = await store.ReplaceAsync(tokenSet, read).ConfigureAwait(false);
            _pending = null;
            return isSaved;
        }
        catch (Exception exception)
        {
            TellNotSaved(exception, tokenSet);
            _pending = new(read, tokenSet, true);
            return true;
        }
    }

    public void Keep(BrevStoredCredential? read, BrevStoredCredential tokenSet) => _pending = new(read, tokenSet, false);

    public async Task FlushAsync()
    {
        if (_pending is not var (_, tokenSet, _))
        {
            return;
        }

        try
        {
            // What another process stores between the reading and the save is read as well, once.
            await store.LockAsync(async () => _ = await TryFlushAsync(tokenSet).ConfigureAwait(false)
                || await TryFlushAsync(tokenSet).ConfigureAwait(false)).ConfigureAwait(false);
            _pending = null;
        }
        catch (Exception exception)
        {
            TellNotSaved(exception, tokenSet);
        }
    }

    /// <summary>Stores again what counts, where a program without a lock has put back what was replaced. It never fails.</summary>
    public async Task PutRightAsync(BrevStoredCredential? known)
    {
        try
        {
            await store.LockAsync(async () =>
            {
                if (await store.ReadAsync(known).ConfigureAwait(false) is { IsPutBack: true, TokenSet: { } tokenSet } reading)
                {
                    _ = await store.ReplaceAsync(tokenSet, reading.Stored).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The next flight tries again.
        }
    }

    private async Task<bool> TryFlushAsync(BrevStoredCredential tokenSet)
    {
        var reading = await store.ReadAsync(tokenSet).ConfigureAwait(false);
        if (!reading.IsTorn)
        {
            if (reading.Fault is { } fault)
            {
                throw fault;
            }

            if (Overlay(reading.TokenSet) is not { } counting || !counting.HasSameTokens(tokenSet))
            {
                return true;
            }

            tokenSet = counting;
        }

        if (!await store.ReplaceAsync(tokenSet, reading.Stored).ConfigureAwait(false))
        {
            return false;
        }

        telemetry.SavedLater();
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
