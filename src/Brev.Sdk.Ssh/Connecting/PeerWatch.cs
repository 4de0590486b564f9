using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>
/// Notices that a machine no longer answers although its connection stands: packets vanish on the way, or the machine hangs. While
/// something is under way and nothing has been heard for an interval, the machine is asked something that it has to answer; when two more
/// intervals pass in silence, the connection counts as lost. The library's own sign of life asks for no answer.
/// </summary>
internal sealed class PeerWatch : IDisposable
{
    private const int AnswerIntervals = 2;

    /// <summary>What is cancelled, or under way on a connection that is closed, ends at once, unless a full socket holds that up.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _interval;
    private readonly TimeProvider _timeProvider;
    private readonly Func<Task> _ask;
    private readonly object _lock = new();
    private readonly CancellationTokenSource _lost = new();
    private CancellationTokenSource? _watching;
    private int _underWay;
    private long _heard;

    public PeerWatch(TimeSpan interval, TimeProvider timeProvider, Func<Task> ask) =>
        (_interval, _timeProvider, _ask, Lost) = (interval, timeProvider, ask, _lost.Token);

    /// <summary>Cancelled when the machine no longer answers.</summary>
    public CancellationToken Lost { get; }

    public bool IsLost => Lost.IsCancellationRequested;

    /// <summary>What there is to say about a lost connection.</summary>
    public SshOperationTimeoutException Silence =>
        new($"nothing has been heard from it for {_interval.TotalSeconds * (AnswerIntervals + 1):0.#} s or longer");

    /// <summary>Notes that something has come from the machine.</summary>
    public void Heard() => Interlocked.Increment(ref _heard);

    /// <summary>Something is under way, until the result is disposed.</summary>
    public IDisposable Watch()
    {
        lock (_lock)
        {
            if (_underWay++ == 0)
            {
                _watching = new CancellationTokenSource();
                _ = WatchAsync(_watching.Token);
            }
        }

        return new UnderWay(this);
    }

    /// <summary>
    /// Runs an operation. When the machine no longer answers, or the caller gives up, it is cancelled, and left behind if it does not end.
    /// </summary>
    /// <exception cref="SshOperationTimeoutException">The machine no longer answers.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, CancellationToken cancellationToken)
    {
        using var watching = Watch();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Lost, cancellationToken);
        var running = operation(either.Token);
        Task ending = running;
        await ending.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ending.WaitAsync(EndLimit, _timeProvider, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!running.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return IsLost && !running.IsCompletedSuccessfully && !cancellationToken.IsCancellationRequested
            ? throw Silence
            : await running.ConfigureAwait(false);
    }

    /// <summary>The connection is closed: there is nothing to be heard any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _watching?.Cancel();
        }

        _lost.Dispose();
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var heard = Interlocked.Read(ref _heard);
            await Task.Delay(_interval, _timeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var answer = Interlocked.Read(ref _heard) == heard ? _ask() : Task.CompletedTask;
            for (var left = AnswerIntervals; left > 0 && !answer.IsCompleted; left--)
            {
                await answer.WaitAsync(_interval, _timeProvider, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!answer.IsCompleted && Interlocked.Read(ref _heard) == heard && !stop.IsCancellationRequested)
            {
                await _lost.CancelAsync().ConfigureAwait(false);
                return;
            }
        }
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_underWay == 0)
            {
                _watching?.Cancel();
                _watching?.Dispose();
                _watching = null;
            }
        }
    }

    private sealed class UnderWay(PeerWatch watch) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                watch.End();
            }
        }
    }
}
