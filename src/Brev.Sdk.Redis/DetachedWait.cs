namespace Brev.Sdk.Redis;

/// <summary>Waits for a command of Redis, which cannot be cancelled and has a time limit of its own.</summary>
internal static class DetachedWait
{
    /// <summary>
    /// As <see cref="Task{TResult}.WaitAsync(CancellationToken)"/>; what the library throws after the caller has left does not go
    /// unobserved.
    /// </summary>
    public static Task<T> WaitDetachedAsync<T>(this Task<T> running, CancellationToken cancellationToken)
    {
        _ = running.ContinueWith(
            static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return running.WaitAsync(cancellationToken);
    }

    /// <inheritdoc cref="WaitDetachedAsync{T}"/>
    public static Task WaitDetachedAsync(this Task running, CancellationToken cancellationToken)
    {
        _ = running.ContinueWith(
            static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return running.WaitAsync(cancellationToken);
    }
}
