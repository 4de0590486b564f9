using Brev.Sdk.Connections;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>
/// A store with a time limit on each access. A store may be the application's own code: it runs on a thread of its own, so that one that
/// blocks or ignores cancellation cannot stall refreshes forever.
/// </summary>
internal sealed class TimeLimitedStore(BrevCredentialStore store, BrevCredentialOptions options, RefreshTelemetry telemetry)
{
    /// <summary>Of a reading and of a wait for the lock: another process may wait for the provider in vain first.</summary>
    private TimeSpan FlightTimeout => options.RefreshTimeout * 2;

    /// <summary>Where the login is kept; the type's name when the store cannot say.</summary>
    public static string Describe(BrevCredentialStore store) => TryAsk(() => store.Description, store.GetType().Name);

    public string Description => Describe(store);

    public Task<StoreReading> ReadAsync(BrevStoredCredential? known) =>
        LimitAsync(token => store.ReadAsync(known, token).AsTask(), FlightTimeout, "The reading");

    /// <summary>Stores a token set in the place of what was read; <see langword="false"/> when something else is stored by now.</summary>
    public Task<bool> ReplaceAsync(BrevStoredCredential tokenSet, BrevStoredCredential? replaced) =>
        LimitAsync(token => store.ReplaceAsync(tokenSet, replaced, token).AsTask(), options.RefreshTimeout, "The save");

    /// <summary>Reports that the provider has rejected what is stored. A failure costs other processes a call each, and no more.</summary>
    public Task ReportRejectedAsync(BrevStoredCredential stored) => LimitAsync(
        token => DoneAsync(store.ReportRejectedAsync(stored, token)), options.RefreshTimeout, "The report of a rejection")
        .ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    public bool IsReportedRejected(BrevStoredCredential stored) => TryAsk(() => store.IsReportedRejected(stored), false);

    /// <summary>Waits for the lock: long enough for another process to wait for the provider in vain.</summary>
    /// <param name="waited">How long this wait has lasted before a change of the store ended it, as a part of its limit.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IAsyncDisposable> LockAsync(TimeSpan waited = default, CancellationToken cancellationToken = default)
    {
        var held = await LimitAsync(
            token => store.LockAsync(token).AsTask(), FlightTimeout, "The wait for the lock", waited, cancellationToken)
            .ConfigureAwait(false);
        if (store.LockObstacle is { } obstacle)
        {
            telemetry.NotLocked(obstacle);
        }

        return held;
    }

    /// <summary>Gives a lock back. What was done under it is done, whether that succeeds or not.</summary>
    public async Task UnlockAsync(IAsyncDisposable held)
    {
        try
        {
            await LimitAsync(_ => DoneAsync(held.DisposeAsync()), options.RefreshTimeout, "The return of the lock").ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            telemetry.NotUnlocked(exception);
        }
    }

    /// <summary>
    /// Begins to watch the store; <see langword="null"/> when it cannot notice changes, or fails to. The store is then read when the token
    /// is about to expire.
    /// </summary>
    public Task<IDisposable?> WatchAsync(Action changed) => Task.Run(() => TryAsk(() => store.Watch(changed), null));

    private static T TryAsk<T>(Func<T> ask, T otherwise)
    {
        try
        {
            return ask();
        }
        catch (Exception)
        {
            return otherwise;
        }
    }

    private static async Task<bool> DoneAsync(ValueTask work)
    {
        await work.ConfigureAwait(false);
        return true;
    }

    private async Task<T> LimitAsync<T>(
        Func<CancellationToken, Task<T>> access, TimeSpan time, string what, TimeSpan elapsed = default,
        CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(elapsed < time ? time - elapsed : TimeSpan.Zero, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var token = either.Token;
        try
        {
            return await DetachedWait.RunAsync(() => access(token), token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw new StoreUnavailableException($"{what} of {Description} took longer than {time.TotalSeconds:0.###} seconds.", exception);
        }
    }
}
