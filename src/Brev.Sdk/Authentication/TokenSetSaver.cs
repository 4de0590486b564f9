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
