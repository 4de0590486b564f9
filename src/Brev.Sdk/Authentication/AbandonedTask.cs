namespace Brev.Sdk.Authentication;

/// <summary>
/// Waits for work that goes on when its waiter leaves. A failure that comes after that is nobody's, and must not end up as an unobserved exception.
/// </summary>
internal static class AbandonedTask
{
    /// <summary>As <see cref="Task{TResult}.WaitAsync(CancellationToken)"/>.</summary>
    public static Task<T> WaitObservedAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        Observe(task);
        return task.WaitAsync(cancellationToken);
    }

    /// <summary>As <see cref="Task.WaitAsync(CancellationToken)"/>.</summary>
    public static Task WaitObservedAsync(this Task task, CancellationToken cancellationToken)
    {
        Observe(task);
        return task.WaitAsync(cancellationToken);
    }

    /// <summary>Looks at the exception of a task, so that it counts as seen.</summary>
    public static void Observe(Task task)
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
