using System.Threading.Channels;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Reads the store when it says that another process has changed it: in the background, one reading at a time, at most one a second. A
/// reading that fails is made again, ever more rarely: the change is still there to be read.
/// </summary>
internal sealed class StoreWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>However often the store tells of changes before a reading, that reading sees them all.</summary>
    private readonly Channel<bool> _changes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _ended = new();
    private readonly TimeLimitedStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly Func<Task<bool>> _readAsync;
    private readonly Lazy<(Task<IDisposable?> Watching, Task Reading)> _work;

    /// <remarks>A reading says whether the store could be read, and never fails.</remarks>
    public StoreWatch(TimeLimitedStore store, TimeProvider timeProvider, Func<Task<bool>> readAsync)
    {
        (_store, _timeProvider, _readAsync) = (store, timeProvider, readAsync);
        _work = new(() => (store.WatchAsync(() => _changes.Writer.TryWrite(true)), Task.Run(ReadAsync)));
    }

    /// <summary>Begins to watch, the first time. It never waits for the store.</summary>
    public void Start() => _ = _work.Value;

    /// <summary>Ends the watch; nothing may start it any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        if (_work.IsValueCreated)
        {
            await _work.Value.Reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // A store that does not come back from its own code must not hold up the end.
            _ = EndAsync(_work.Value.Watching);
        }
    }

    private static async Task EndAsync(Task<IDisposable?> watching)
    {
        try
        {
            (await watching.ConfigureAwait(false))?.Dispose();
        }
        catch (Exception)
        {
            // It is the store's own affair.
        }
    }

    private async Task ReadAsync()
    {
        var pauseBeforeAgain = Pause;
        while (await _changes.Reader.WaitToReadAsync(_ended.Token).ConfigureAwait(false))
        {
            _changes.Reader.TryRead(out _);

            // What was read may make a flight wait for the lock, which the next change is to end.
            var reading = _readAsync();
            await Task.WhenAny(reading, _store.LockWaitBegun).ConfigureAwait(false);
            if (reading is { IsCompletedSuccessfully: true, Result: false })
            {
                _ = ReadAgainAsync(pauseBeforeAgain);
                pauseBeforeAgain = pauseBeforeAgain * 2 < LongestPause ? pauseBeforeAgain * 2 : LongestPause;
            }
            else
            {
                pauseBeforeAgain = Pause;
            }

            await Task.Delay(Pause, _timeProvider, _ended.Token).ConfigureAwait(false);
        }
    }

    /// <summary>As if the store had told of the change once more.</summary>
    private async Task ReadAgainAsync(TimeSpan pause)
    {
        await Task.Delay(pause, _timeProvider, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _changes.Writer.TryWrite(true);
    }
}
