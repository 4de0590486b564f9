namespace Brev.Sdk.Connections;

/// <summary>
/// Waits for work that goes on when its waiter leaves. What comes after that is looked at: a lock is given back, an answer is disposed, and
/// no exception goes unobserved.
/// </summary>
internal static class DetachedWait
{
    /// <summary>Runs work on a thread of its own: an application's own code may block instead of waiting.</summary>
    public static Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) =>
        Task.Run(work, CancellationToken.None).WaitDetachedAsync(cancellationToken);

    public static async Task<T> WaitDetachedAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _ = DisposeLateAsync(task);
            throw;
        }
    }

    public static async Task WaitDetachedAsync(this Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _ = task.ContinueWith(
                static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Looks at what comes late, and disposes it. It never fails.</summary>
    public static async Task DisposeLateAsync<T>(Task<T> task)
    {
        try
        {
            switch (await task.ConfigureAwait(false))
            {
                case IAsyncDisposable late:
                    await late.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable late:
                    late.Dispose();
                    break;
            }
        }
        catch (Exception)
        {
            // No caller waits for it any more.
        }
    }
}
