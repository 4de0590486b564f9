namespace Brev.Sdk.Authentication;

/// <summary>A wait for the lock of a store, which ends early when the store is said to have changed.</summary>
internal sealed class LockWait
{
    private readonly object _gate = new();
    private CancellationTokenSource? _waiting;
    private TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a wait has begun; at once while there is one.</summary>
    public Task Begun
    {
        get
        {
            lock (_gate)
            {
                return _begun.Task;
            }
        }
    }

    /// <summary>Waits for the lock; <see langword="null"/> when <see cref="End"/> was called first.</summary>
    public async Task<IAsyncDisposable?> RunAsync(Func<CancellationToken, Task<IAsyncDisposable>> acquire)
    {
        using var waiting = new CancellationTokenSource();
        Set(waiting);
        try
        {
            return await acquire(waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            Set(null);
        }
    }

    /// <summary>Ends the wait, if there is one. What follows it runs on another thread.</summary>
    public bool End()
    {
        lock (_gate)
        {
            _ = _waiting?.CancelAsync();
            return _waiting is not null;
        }
    }

    private void Set(CancellationTokenSource? waiting)
    {
        lock (_gate)
        {
            _waiting = waiting;
            if (waiting is not null)
            {
                _begun.TrySetResult();
            }
            else
            {
                _begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
