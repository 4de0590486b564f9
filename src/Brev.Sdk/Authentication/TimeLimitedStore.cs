using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>
/// A store with a time limit on each access. A store may be the application's own code: it runs on a thread of its own, so that one that
/// blocks or ignores cancellation cannot stall refreshes forever.
/// </summary>
internal sealed class TimeLimitedStore(BrevCredentialStore store, RefreshSettings settings, RefreshTelemetry telemetry)
{
    /// <summary>Where the login is kept; the type's name when the store cannot say.</summary>
    public static string Describe(BrevCredentialStore store)
    {
        try
        {
            return store.Description;
        }
        catch (Exception)
        {
            return store.GetType().Name;
        }
    }

    public string Description => Describe(store);

    /// <summary>Reads the store.</summary>
    /// <param name="known">The token set in use, if there is one.</param>
    /// <exception cref="StoreUnavailableException">It took too long.</exception>
    public Task<StoreReading> ReadAsync(BrevStoredCredential? known) =>
        LimitAsync(token => store.ReadAsync(known, token).AsTask(), static _ => default, settings.FlightTimeout, "The reading");

    /// <summary>Stores a token set in the place of what was read; <see langword="false"/> when something else is stored by now.</summary>
    /// <exception cref="StoreUnavailableException">It took too long.</exception>
    public Task<bool> ReplaceAsync(BrevStoredCredential tokenSet, BrevStoredCredential? replaced) =>
        LimitAsync(
            token => store.ReplaceAsync(tokenSet, replaced, token).AsTask(), static _ => default, settings.RefreshTimeout, "The save");

    /// <summary>Reports that the provider has refused what is stored. A failure costs other processes a call each, and no more.</summary>
    public async Task ReportRejectedAsync(BrevStoredCredential stored)
    {
        try
        {
            await LimitAsync(
                async token =>
                {
                    await store.ReportRejectedAsync(stored, token).ConfigureAwait(false);
                    return true;
                },
                static _ => default,
                settings.RefreshTimeout,
                "The report of a rejection").ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It is the store's own affair.
        }
    }

    /// <summary>Whether another process has reported that.</summary>
    public bool IsReportedRejected(BrevStoredCredential stored)
    {
        try
        {
            return store.IsReportedRejected(stored);
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>Waits for the lock. One that comes after the wait has ended is given back.</summary>
    /// <exception cref="StoreUnavailableException">It took too long.</exception>
    public Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) =>
        LimitAsync(token => store.LockAsync(
            token).AsTask(), static late => late.DisposeAsync(), settings.FlightTimeout, "The wait for the lock", cancellationToken);

    /// <summary>Gives a lock back. What was done under it is done, whether that succeeds or not.</summary>
    public async Task UnlockAsync(IAsyncDisposable held)
    {
        ReportObstacle();
        try
        {
            await LimitAsync(
                _ => DisposeAsync(held), static _ => default, settings.RefreshTimeout, "The return of the lock").ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            telemetry.NotUnlocked(exception);
        }
    }

    /// <summary>Logs why other processes are not kept out, if they are not.</summary>
    public void ReportObstacle()
    {
        if (store.LockObstacle is { } obstacle)
        {
            telemetry.NotLocked(obstacle);
        }
    }

    /// <summary>Begins to watch the store; <see langword="null"/> when it cannot notice changes, or fails to.</summary>
    public Task<IDisposable?> WatchAsync(Action changed) => Task.Run(() =>
    {
        try
        {
            return store.Watch(changed);
        }
        catch (Exception)
        {
            // Without it the store is read when the token is about to expire, as it is where there is no notice at all.
            return null;
        }
    });

    private static async Task<bool> DisposeAsync(IAsyncDisposable held)
    {
        await held.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    private async Task<T> LimitAsync<T>(
        Func<CancellationToken, Task<T>> access, Func<T, ValueTask> discard, TimeSpan time, string what,
        CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(time, settings.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var token = either.Token;
        var work = Task.Run(() => access(token), CancellationToken.None);
        try
        {
            return await work.WaitAsync(token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // What comes later is looked at, so that a lock is given back and no exception goes unobserved.
            _ = DiscardAsync(work, discard);
            if (exception is not OperationCanceledException || !limit.IsCancellationRequested)
            {
                throw;
            }

            throw new StoreUnavailableException($"{what} of {Description} took longer than {time.TotalSeconds:0.###} seconds.", exception);
        }
    }

    private static async Task DiscardAsync<T>(Task<T> work, Func<T, ValueTask> discard)
    {
        try
        {
            await discard(await work.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // No caller waits for it any more.
        }
    }
}
