using System.Collections.Concurrent;

namespace Brev.Sdk.Http;

/// <summary>
/// The time limits of calls. A source whose call ended in time is set back and used again, with its timer; one of another clock than the system's cannot be set
/// back, and is used once.
/// </summary>
internal sealed class CallTimers(TimeSpan usual, TimeProvider timeProvider) : IDisposable
{
    /// <summary>As many as calls are under way at once, as a rule.</summary>
    private const int MostIdle = 256;

    private readonly ConcurrentQueue<CancellationTokenSource> _idle = new();
    private int _idleCount;

    /// <summary>The limit of the options; twice that for a call that the document marks as slow.</summary>
    public TimeSpan LimitOf(ApiEndpoint? endpoint) => CallTimeLimit.Of(endpoint, usual);

    /// <summary>A source that is cancelled when the time is up.</summary>
    public CancellationTokenSource Start(ApiEndpoint? endpoint)
    {
        var time = LimitOf(endpoint);
        if (!ReferenceEquals(timeProvider, TimeProvider.System) || !_idle.TryDequeue(out var source))
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
        if (ReferenceEquals(timeProvider, TimeProvider.System) && Volatile.Read(ref _idleCount) < MostIdle && source.TryReset())
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
