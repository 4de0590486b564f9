using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Stores renewed tokens, and keeps them when storing fails: a full disk or a read-only folder must not cost the login, least of all when the refresh token
/// could be used only once. The write is tried again with growing pauses.
/// </summary>
internal sealed class UnsavedCredential(BoundedStore store, TokenSourceSettings settings) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private readonly object _gate = new();
    private BrevStoredCredential? _base;
    private BrevStoredCredential? _pending;
    private ITimer? _timer;
    private TimeSpan _pause = FirstPause;
    private Task _retry = Task.CompletedTask;
    private bool _disposed;

    /// <summary>What counts: the unsaved renewal of the stored credential, unless somebody has stored another one since.</summary>
    public BrevStoredCredential? Overlay(BrevStoredCredential? stored)
    {
        lock (_gate)
        {
            if (_pending is null || stored is null || !IsBase(stored))
            {
                _pending = null;
                return stored;
            }

            return _pending with { ApiKey = stored.ApiKey, ApiKeyOrganizationId = stored.ApiKeyOrganizationId };
        }
    }

    /// <summary>
    /// Stores <paramref name="renewed"/>, which was made from <paramref name="basis"/>, in the place of <paramref name="read"/>. Its own limit: a caller's cancellation
    /// must not lose a token that exists.
    /// </summary>
    /// <returns><see langword="false"/> when something else was stored after <paramref name="read"/> had been read.</returns>
    public async Task<bool> SaveAsync(BrevStoredCredential? read, BrevStoredCredential basis, BrevStoredCredential renewed)
    {
        try
        {
            var isSaved = await SaveNowAsync(renewed, read).ConfigureAwait(false);
            Forget();
            return isSaved;
        }
        catch (Exception exception)
        {
            Keep(basis, renewed);
            TellFailure(exception, renewed);
            return true;
        }
    }

    /// <summary>What the store holds by now is older than <paramref name="renewed"/>: that is kept, and stored later.</summary>
    public void Keep(BrevStoredCredential basis, BrevStoredCredential renewed)
    {
        lock (_gate)
        {
            // A second renewal that cannot be stored still stands on what the store holds.
            _base = _pending is null ? basis : _base;
            _pending = renewed;
            Schedule();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task retry;
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
            retry = _retry;
        }

        await retry.ConfigureAwait(false);
        await RetryAsync(reschedule: false).ConfigureAwait(false);
    }

    private bool IsBase(BrevStoredCredential stored) => stored.AccessToken == _base?.AccessToken && stored.RefreshToken == _base?.RefreshToken;

    private void Forget()
    {
        lock (_gate)
        {
            _pending = null;
            _base = null;
            _pause = FirstPause;
        }
    }

    private void Schedule()
    {
        if (_disposed)
        {
            return;
        }

        _timer?.Dispose();
        _timer = settings.TimeProvider.CreateTimer(
            static state =>
            {
                var self = (UnsavedCredential)state!;
                lock (self._gate)
                {
                    self._retry = self._disposed ? self._retry : Task.Run(() => self.RetryAsync(reschedule: true));
                }
            },
            this,
            _pause,
            Timeout.InfiniteTimeSpan);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
    }

    private async Task RetryAsync(bool reschedule)
    {
        if (Pending() is not { } unsaved)
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(settings.RefreshTimeout, settings.TimeProvider);
            var held = await store.LockAsync(limit.Token).ConfigureAwait(false);
            try
            {
                // What another process has stored between the reading and the save is read as well, once.
                _ = await SavePendingAsync(limit.Token).ConfigureAwait(false) || await SavePendingAsync(limit.Token).ConfigureAwait(false);
            }
            finally
            {
                await store.UnlockAsync(held, settings).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            if (reschedule)
            {
                lock (_gate)
                {
                    Schedule();
                }
            }

            TellFailure(exception, unsaved);
        }
    }

    private async Task<bool> SavePendingAsync(CancellationToken cancellationToken)
    {
        var stored = await store.LoadAsync(cancellationToken).ConfigureAwait(false);
        if (stored is not null || !store.WasCutOff)
        {
            Overlay(stored is null ? null : StoredToken.Clean(stored));
        }

        if (Pending() is not { } pending)
        {
            return true;
        }

        if (!await SaveNowAsync(pending, stored).ConfigureAwait(false))
        {
            return false;
        }

        Forget();
        Say.Quietly(() => Log.CredentialSavedLater(settings.Logger, store.Description));
        return true;
    }

    /// <summary>The text of an exception from an application's own store is not to be trusted with what was being stored.</summary>
    private void TellFailure(Exception exception, BrevStoredCredential credential) => Say.Quietly(() =>
    {
        var detail = SecretRedactor.Redact(exception.Message);
        foreach (var secret in new[] { credential.AccessToken, credential.RefreshToken, credential.ApiKey })
        {
            detail = string.IsNullOrEmpty(secret) ? detail : detail.Replace(secret, SecretRedactor.Mask, StringComparison.Ordinal);
        }

        Log.CredentialNotSaved(settings.Logger, store.Description, exception.GetType().Name, detail);
    });

    private BrevStoredCredential? Pending()
    {
        lock (_gate)
        {
            return _pending;
        }
    }

    private async Task<bool> SaveNowAsync(BrevStoredCredential credential, BrevStoredCredential? read)
    {
        using var limit = new CancellationTokenSource(settings.RefreshTimeout, settings.TimeProvider);
        return await store.ReplaceAsync(credential, read, limit.Token).ConfigureAwait(false);
    }
}
