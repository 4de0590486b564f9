using System.Collections.Concurrent;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>
/// What a session is doing: connecting, starting commands, copying, opening forwards. The end of the session cancels it and waits, so
/// that nothing is opened that only the next moment would have closed.
/// </summary>
internal sealed class SessionLifetime(TimeProvider timeProvider) : IDisposable
{
    /// <summary>A stalled connection can hold up a copy that is cancelled; it ends with the connection, which is closed next.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Task, bool> _operations = new();
    private readonly CancellationTokenSource _end = new();

    public bool IsOver => _end.IsCancellationRequested;

    /// <summary>Runs an operation, which the caller or the end of the session cancels.</summary>
    /// <exception cref="ObjectDisposedException">The session is over.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource();
        _operations[done.Task] = true;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(IsOver, typeof(BrevSshSession));
            return await operation(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(BrevSshSession));
        }
        finally
        {
            _operations.TryRemove(done.Task, out _);
            done.SetResult();
        }
    }

    /// <summary>Cancels all operations, and waits until they have ended.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_operations.Keys).WaitAsync(EndLimit, timeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _end.Dispose();
}
