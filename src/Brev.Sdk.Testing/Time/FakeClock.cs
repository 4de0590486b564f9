namespace Brev.Sdk.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Everything in the fake goes by it: the life of tokens, the deployment of workspaces and, through
/// <see cref="FakeBrev.CreateOptions()"/>, the client's time limits and retries. Thread-safe.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private readonly object _lock = new();
    private readonly SortedSet<FakeTimer> _timers = new(FakeTimer.ByDueTime);
    private readonly DateTimeOffset _start;
    private long _elapsed;
    private long _created;
    private TaskCompletionSource _timerSet = NewSignal();

    /// <summary>Creates a clock.</summary>
    /// <param name="start">The time that it shows first.</param>
    public FakeClock(DateTimeOffset start) => _start = start.ToUniversalTime();

    /// <summary>Its time zone is UTC.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Ticks of 100 nanoseconds.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait for this clock to move: time limits, pauses before retries, polls.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start.AddTicks(Interlocked.Read(ref _elapsed));

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    /// <summary>
    /// Moves the clock. Timers fire on the calling thread in the order of their due times, each at its own time, periodic ones as often as they are due.
    /// </summary>
    /// <param name="by">How far; zero fires what is due already.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = GetTimestamp() + by.Ticks;
        while (TakeDue(target) is { } timer)
        {
            timer.Fire();
        }

        MoveTo(target);
    }

    /// <summary>
    /// Waits, in real time, until a timer is pending that is due within <paramref name="within"/>: until the code under test has begun to wait for time to
    /// pass. Then <see cref="Advance"/> meets it for certain.
    /// </summary>
    /// <param name="within">How far ahead to look; longer timers, such as a call's time limit, do not count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitForTimerAsync(TimeSpan within, CancellationToken cancellationToken = default)
    {
        while (FindNextTimer(within) is { } set)
        {
            await set.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Moves the clock from timer to timer until a task has ended, without waiting in real time: through pauses before retries, through the polls of a wait for a
    /// workspace. While the task does something else, such as a call, the clock stands still.
    /// </summary>
    /// <typeparam name="T">What the task yields.</typeparam>
    /// <param name="task">What is waited for.</param>
    /// <param name="longestPause">
    /// Timers further ahead than this are time limits and no pauses: the clock does not move for them. <see langword="null"/> for 20 seconds, which is less than the
    /// time limits of the SDK and more than its pauses.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan? longestPause = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        var within = longestPause ?? TimeSpan.FromSeconds(20);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, WaitForTimerAsync(within, ended.Token)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!task.IsCompleted)
            {
                AdvanceToNextTimer(within);
            }
        }

        await ended.CancelAsync().ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state, Interlocked.Increment(ref _created));
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Schedule(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (timer.IsDisposed)
            {
                return false;
            }

            timer.Period = period > TimeSpan.Zero ? period.Ticks : 0;
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return true;
            }

            timer.DueAt = _elapsed + dueTime.Ticks;
            _timers.Add(timer);
            _timerSet.TrySetResult();
            _timerSet = NewSignal();
        }

        if (dueTime == TimeSpan.Zero)
        {
            // As with a real timer, the callback does not run inside the call that sets it.
            ThreadPool.QueueUserWorkItem(static clock => clock.Advance(TimeSpan.Zero), this, preferLocal: false);
        }

        return true;
    }

    internal void Remove(FakeTimer timer)
    {
        lock (_lock)
        {
            timer.IsDisposed = true;
            _timers.Remove(timer);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void AdvanceToNextTimer(TimeSpan within)
    {
        long pause;
        lock (_lock)
        {
            pause = _timers.Min is { } next ? Math.Max(0, next.DueAt - _elapsed) : long.MaxValue;
        }

        if (pause <= within.Ticks)
        {
            Advance(TimeSpan.FromTicks(pause));
        }
    }

    private Task? FindNextTimer(TimeSpan within)
    {
        lock (_lock)
        {
            return _timers.Min is { } next && next.DueAt <= _elapsed + within.Ticks ? null : _timerSet.Task;
        }
    }

    private FakeTimer? TakeDue(long target)
    {
        lock (_lock)
        {
            if (_timers.Min is not { } timer || timer.DueAt > target)
            {
                return null;
            }

            _timers.Remove(timer);
            _elapsed = Math.Max(_elapsed, timer.DueAt);
            if (timer.Period > 0)
            {
                timer.DueAt += timer.Period;
                _timers.Add(timer);
            }

            return timer;
        }
    }

    private void MoveTo(long target)
    {
        lock (_lock)
        {
            _elapsed = Math.Max(_elapsed, target);
        }
    }
}
