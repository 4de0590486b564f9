using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Saves refreshed token sets, and keeps one that cannot be saved: a full disk must not cost the login, least of all when the refresh token
/// works once. It is tried again at the next refresh and at dispose.
/// </summary>
internal sealed class TokenSetSaver(TimeLimitedStore store, RefreshTelemetry telemetry)
{
    /// <summary>
    /// What the store held, and what could not be saved in its place. Flights and dispose follow one another, so it needs no lock.
    /// </summary>
    private volatile Tuple<BrevStoredCredential?, BrevStoredCredential>? _pending;

    /// <summary>What counts: the unsaved successor of what the store holds, unless the store has changed since.</summary>
    public BrevStoredCredential? Overlay(BrevStoredCredential? stored)
    {
        if (_pending is not { } pending)
        {
            return stored;
        }

        if (stored is null || pending.Item1?.HasSameTokens(stored) != true)
        {
            _pending = null;
            return stored;
        }

        return pending.Item2 with { ApiKey = stored.ApiKey, ApiKeyOrganizationId = stored.ApiKeyOrganizationId };
    }

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
            Keep(read, tokenSet);
            telemetry.NotSaved(exception, tokenSet);
            return true;
        }
    }

    /// <summary>Keeps a token set to be saved later.</summary>
    public void Keep(BrevStoredCredential? read, BrevStoredCredential tokenSet) => _pending = Tuple.Create(read, tokenSet);

    /// <summary>Tries once more to save what is kept.</summary>
    public async Task FlushAsync()
    {
        if (_pending is not { } pending)
        {
            return;
        }

        try
        {
            // What another process stores between the reading and the save is read as well, once.
            await store.LockAsync(async () =>
                _ = await TryFlushAsync().ConfigureAwait(false) || await TryFlushAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            telemetry.NotSaved(exception, pending.Item2);
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

    private async Task<bool> TryFlushAsync()
    {
        var reading = await store.ReadAsync(_pending?.Item2).ConfigureAwait(false);
        if (reading.Fault is { } fault)
        {
            throw fault;
        }

        if (!reading.IsTorn)
        {
            _ = Overlay(reading.TokenSet);
        }

        if (_pending is not { } pending)
        {
            return true;
        }

        if (!await store.ReplaceAsync(pending.Item2, reading.Stored).ConfigureAwait(false))
        {
            return false;
        }

        _pending = null;
        telemetry.SavedLater();
        return true;
    }
}
