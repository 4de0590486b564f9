using Brev.Sdk.Credentials;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Authentication;

/// <summary>
/// A store as the token source uses it. A store may be the application's own code: it runs on a thread of its own and is waited for no longer than the
/// caller's limit, so that one which blocks, or heeds no cancellation, cannot hold up the login for good.
/// </summary>
internal sealed class BoundedStore(BrevCredentialStore store)
{
    private int _isObstacleTold;

    /// <summary>Where the login is kept; the type's name when the store cannot say.</summary>
    public string Description
    {
        get
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
    }

    /// <summary>Whether what was last read is a file that was cut off or damaged, and no word about the login.</summary>
    public bool WasCutOff => store is CredentialsFileStore { WasCutOff: true };

    public Task<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken) =>
        BoundAsync(Task.Run(() => store.LoadAsync(cancellationToken).AsTask(), CancellationToken.None), static _ => default, cancellationToken);

    /// <summary>Under the lock of a file that was cut off: what is known beside it to have taken the place of <paramref name="known"/>; <see langword="null"/> when nothing has.</summary>
    public Task<BrevStoredCredential?> RecoverAsync(BrevStoredCredential known, CancellationToken cancellationToken) => store is CredentialsFileStore file
        ? BoundAsync(Task.Run(() => file.RecoverAsync(known, cancellationToken).AsTask(), CancellationToken.None), static _ => default, cancellationToken)
        : Task.FromResult<BrevStoredCredential?>(null);

    /// <summary>Whether it is on record that <paramref name="next"/> has taken the place of <paramref name="known"/>; where there is no record, their times are all there is.</summary>
    public bool HasReplaced(BrevStoredCredential known, BrevStoredCredential next) => store is CredentialsFileStore file && file.HasReplaced(known, next);

    /// <summary>Stores a credential in the place of what was read; <see langword="false"/> when something else is stored by now.</summary>
    public Task<bool> ReplaceAsync(BrevStoredCredential credential, BrevStoredCredential? replaced, CancellationToken cancellationToken) =>
        BoundAsync(Task.Run(() => store.ReplaceAsync(credential, replaced, cancellationToken).AsTask(), CancellationToken.None), static _ => default, cancellationToken);

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

    public Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) =>
        BoundAsync(Task.Run(() => store.LockAsync(cancellationToken).AsTask(), CancellationToken.None), static late => late.DisposeAsync(), cancellationToken);

    /// <summary>Tells once when a lock did not keep other processes out, which is known for certain when the work under it is done.</summary>
    public void TellObstacle(IAsyncDisposable held, TokenSourceSettings settings)
    {
        if (held is CredentialsFileLock { Obstacle: { } obstacle } && Interlocked.Exchange(ref _isObstacleTold, 1) == 0)
        {
            Say.Quietly(() => Log.StoreNotLocked(settings.Logger, Description, obstacle));
        }
    }

    /// <summary>Gives a lock back. A failure to do so is the store's own affair: what was done under the lock is done.</summary>
    public async Task UnlockAsync(IAsyncDisposable held, TokenSourceSettings settings)
    {
        TellObstacle(held, settings);
        try
        {
            var unlocking = Task.Run(() => held.DisposeAsync().AsTask());
            _ = unlocking.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            await unlocking.WaitAsync(settings.RefreshTimeout, settings.TimeProvider).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Say.Quietly(() => Log.StoreNotUnlocked(settings.Logger, Description, exception.GetType().Name));
        }
    }

    /// <summary>What comes after the wait has ended is looked at all the same, so that a lock is given back and no exception goes unobserved.</summary>
    private static async Task<T> BoundAsync<T>(Task<T> work, Func<T, ValueTask> discard, CancellationToken cancellationToken)
    {
        try
        {
            return await work.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Also when the work has ended in the meantime: nobody has its result.
            _ = DiscardAsync(work, discard);
            throw;
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
            // Nobody waits for it any more.
        }
    }
}
