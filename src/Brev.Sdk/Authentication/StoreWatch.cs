using System.Threading.Channels;
using Brev.Sdk.Connections;

namespace Brev.Sdk.Authentication;

/// <summary>
/// What follows when the store says that another process has changed it. A flight that waits for the lock reads the store itself;
/// otherwise it is read in the background, one reading at a time, at most one a second. A reading that fails is made again, ever more
/// rarely: the change is still there to be read.
/// </summary>
internal sealed class StoreWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>However often the store tells of changes before a reading, that reading sees them all.</summary>
    private readonly Channel<bool> _changes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _ended = new();
    private readonly TimeProvider _timeProvider;
    private readonly Func<Task<RefreshOutcome>> _lookAsync;
    private readonly Lazy<Task<IDisposable?>> _watching;

    /// <summary>The first change starts what reads, because most stores never tell of one.</summary>
    private readonly Lazy<Task> _reading;

    /// <summary>Ends when a flight begins to wait for the lock, with what ends that wait.</summary>
    private volatile TaskCompletionSource<CancellationTokenSource> _lockWait = NewLockWait();

    public StoreWatch(TimeLimitedStore store, TimeProvider timeProvider, Func<Task<RefreshOutcome>> lookAsync)
    {
        (_timeProvider, _lookAsync) = (timeProvider, lookAsync);
        _watching = new(() => store.WatchAsync(TakeChange));
        _reading = new(() => Task.Run(ReadAsync));
    }

    /// <summary>Begins to watch, the first time. It never waits for the store.</summary>
    public void Start() => _ = _watching.Value;

    /// <summary>
    /// Waits for the lock of the store until it comes, or the store says that it has changed; <see langword="null"/> then, whatever the
    /// store throws when its wait is cancelled.
    /// </summary>
    public async Task<IAsyncDisposable?> LockUnlessChangedAsync(Func<CancellationToken, Task<IAsyncDisposable>> lockAsync)
    {
        var changed = new CancellationTokenSource();
        _lockWait.SetResult(changed);
        try
        {
            return await lockAsync(changed.Token).ConfigureAwait(false);
        }
        catch (Exception) when (changed.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            _lockWait = NewLockWait();
        }
    }

    /// <summary>Ends the watch; nothing may start it any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        if (_reading.IsValueCreated)
        {
            await _reading.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_watching.IsValueCreated)
        {
            // A store that does not come back from its own code must not hold up the end.
            _ = DetachedWait.DisposeLateAsync(_watching.Value);
        }
    }

    private static TaskCompletionSource<CancellationTokenSource> NewLockWait() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void TakeChange()
    {
        _changes.Writer.TryWrite(true);
        _ = _reading.Value;
    }

    private async Task ReadAsync()
    {
        var pauseBeforeAgain = Pause;
        while (await _changes.Reader.WaitToReadAsync(_ended.Token).ConfigureAwait(false))
        {
            _changes.Reader.TryRead(out _);
            if (await TryReadAsync().ConfigureAwait(false))
            {
                pauseBeforeAgain = Pause;
            }
            else
            {
                _ = ReadAgainAsync(pauseBeforeAgain);
                pauseBeforeAgain = pauseBeforeAgain * 2 < LongestPause ? pauseBeforeAgain * 2 : LongestPause;
            }

            await Task.Delay(Pause, _timeProvider, _ended.Token).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryReadAsync()
    {
        var waiting = _lockWait.Task;
        if (!waiting.IsCompleted)
        {
            // A flight that is under way may have read the store before it changed, and begin to wait for the lock before the look can.
            var looking = LookAsync();
            if (await Task.WhenAny(looking, waiting).ConfigureAwait(false) == looking)
            {
                return await looking.ConfigureAwait(false);
            }
        }

        // What follows the wait runs on another thread.
        _ = (await waiting.ConfigureAwait(false)).CancelAsync();
        return true;
    }

    private async Task<bool> LookAsync()
    {
        try
        {
            return (await _lookAsync().ConfigureAwait(false)).HasReadStore;
        }
        catch (ObjectDisposedException)
        {
            // Nothing is left to read it for.
            return true;
        }
    }

    /// <summary>As if the store had told of the change once more.</summary>
    private async Task ReadAgainAsync(TimeSpan pause)
    {
        await Task.Delay(pause, _timeProvider, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _changes.Writer.TryWrite(true);
    }
}
