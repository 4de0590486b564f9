namespace Brev.Sdk.Authentication;

/// <summary>
/// Reads the store when it says that another process has changed it: in the background, one reading at a time, at most one a second. A
/// reading that fails is made again, ever more rarely: the change is still there to be read.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="timeProvider">The clock of the pauses.</param>
/// <param name="readAsync">Reads it, and never fails; whether it could be read.</param>
internal sealed class StoreWatch(
    TimeLimitedStore store, TimeProvider timeProvider, Func<Task<bool>> readAsync) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ended = new();
    private readonly object _gate = new();
    private Task<IDisposable?>? _watching;
    private Task _reading = Task.CompletedTask;
    private bool _isReading;
    private bool _isChanged;
    private ITimer? _again;
    private TimeSpan _pauseBeforeAgain = Pause;

    /// <summary>Begins to watch, the first time. It never waits for the store.</summary>
    public void Start()
    {
        if (Volatile.Read(ref _watching) is not null)
        {
            return;
        }

        lock (_gate)
        {
            if (!_ended.IsCancellationRequested)
            {
                _watching ??= store.WatchAsync(OnChanged);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<IDisposable?>? watching;
        Task reading;
        lock (_gate)
        {
            _ended.Cancel();
            _again?.Dispose();
            (watching, reading) = (_watching, _reading);
        }

        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (watching is not null)
        {
            // A store that does not come back from its own code must not hold up the end.
            _ = watching.ContinueWith(
                static ended => End(ended.Result), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static void End(IDisposable? watch)
    {
        try
        {
            watch?.Dispose();
        }
        catch (Exception)
        {
            // It is the store's own affair.
        }
    }

    private void OnChanged()
    {
        lock (_gate)
        {
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            // A change during a reading is read by the next one.
            _isChanged = true;
            if (!_isReading)
            {
                _isReading = true;
                using (ExecutionContext.SuppressFlow())
                {
                    _reading = Task.Run(ReadAsync);
                }
            }
        }
    }

    private async Task ReadAsync()
    {
        while (TakeChange())
        {
            // What was read may make a flight wait for the lock, which the next change is to end.
            await Task.WhenAny(ReadOnceAsync(), store.LockWaitBegun).ConfigureAwait(false);
            await Task.Delay(Pause, timeProvider, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadOnceAsync() => ReadAgain(isNeeded: !await readAsync().ConfigureAwait(false));

    /// <summary>As if the store had told of the change once more.</summary>
    private void ReadAgain(bool isNeeded)
    {
        lock (_gate)
        {
            _again?.Dispose();
            _again = null;
            if (isNeeded && !_ended.IsCancellationRequested)
            {
                _again = timeProvider.CreateTimer(
                    static watch => ((StoreWatch)watch!).OnChanged(), this, _pauseBeforeAgain, Timeout.InfiniteTimeSpan);
            }

            var longer = _pauseBeforeAgain * 2;
            _pauseBeforeAgain = !isNeeded ? Pause : longer < LongestPause ? longer : LongestPause;
        }
    }

    private bool TakeChange()
    {
        lock (_gate)
        {
            _isReading = _isChanged && !_ended.IsCancellationRequested;
            _isChanged = false;
            return _isReading;
        }
    }
}
