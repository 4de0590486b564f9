namespace Brev.Sdk.Authentication;

/// <summary>Waits for work that goes on when its waiter leaves.</summary>
internal static class AbandonedTask
{
    /// <summary>As <see cref="Task{TResult}.WaitAsync(CancellationToken)"/>; a failure that comes after the waiter has left is nobody's, and must not end up as an unobserved exception.</summary>
    public static Task<T> WaitObservedAsync<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        if (!task.IsCompleted)
        {
            _ = task.ContinueWith(
                static late => _ = late.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return task.WaitAsync(cancellationToken);
    }
}
