namespace Brev.Sdk.Authentication;

/// <summary>
/// Waits for work that goes on when its waiter leaves. A failure that comes after that must not become an unobserved exception.
/// </summary>
internal static class DetachedWait
{
    public static Task<T> WaitDetachedAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        Observe(task);
        return task.WaitAsync(cancellationToken);
    }

    public static Task WaitDetachedAsync(this Task task, CancellationToken cancellationToken)
    {
        Observe(task);
        return task.WaitAsync(cancellationToken);
    }

    private static void Observe(Task task)
    {
        if (!task.IsCompleted)
        {
            _ = task.ContinueWith(
                static late => _ = late.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }
}
