using System.Collections.Concurrent;

namespace Brev.Sdk.Http;

/// <summary>
/// The time limits of calls. A source whose call ended in time is set back and used again, with its timer.
/// </summary>
/// <param name="usual">The limit of the options.</param>
/// <param name="timeProvider">Their clock.</param>
/// <param name="mayBeKept">
/// Whether an application's handler may keep a call's token: a source that is used again would cancel it with a later call.
/// </param>
internal sealed class CallTimers(TimeSpan usual, TimeProvider timeProvider, bool mayBeKept) : IDisposable
{
    /// <summary>As many as calls are under way at once, as a rule.</summary>
    private const int MostIdle = 256;

    /// <summary>A source of another clock than the system's cannot be set back.</summary>
    private readonly bool _usesAgain = !mayBeKept && ReferenceEquals(timeProvider, TimeProvider.System);
    private readonly ConcurrentQueue<CancellationTokenSource> _idle = new();
    private int _idleCount;

    /// <summary>The limit of the options; twice that for a call that the document marks as slow.</summary>
    public TimeSpan LimitOf(ApiEndpoint? endpoint) => CallTimeLimit.Of(endpoint, usual);

    /// <summary>A source that is cancelled when the time is up.</summary>
    public CancellationTokenSource Start(ApiEndpoint? endpoint)
    {
        var time = LimitOf(endpoint);
        if (!_usesAgain || !_idle.TryDequeue(out var source))
        {
            return new CancellationTokenSource(time, timeProvider);
        }

        Interlocked.Decrement(ref _idleCount);
        source.CancelAfter(time);
        return source;
    }

    /// <summary>Ends a time limit. Nothing may be registered with it any more.</summary>
    public void Stop(CancellationTokenSource source)
    {
        if (_usesAgain && Volatile.Read(ref _idleCount) < MostIdle && source.TryReset())
        {
            Interlocked.Increment(ref _idleCount);
            _idle.Enqueue(source);
        }
        else
        {
            source.Dispose();
        }
    }

    public void Dispose()
    {
        while (_idle.TryDequeue(out var source))
        {
            source.Dispose();
        }
    }
}
