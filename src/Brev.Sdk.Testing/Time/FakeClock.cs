using Brev.Sdk.Testing.Time;

namespace Brev.Sdk.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Everything in the fake goes by it: the life of tokens, the deployment of workspaces
/// and, through <see cref="FakeBrev.CreateOptions()"/>, the client's time limits and retries. Thread-safe.
/// </summary>
/// <remarks>
/// <see cref="Advance"/> moves it by hand. <see cref="RunAsync(Task, TimeSpan?, CancellationToken)"/> moves it whenever everything waits
/// for it: through the pauses of retries, polls and loops, while calls that are under way are left their real time. A time limit passes
/// only where it would in reality: when the pauses inside the call are longer, or when the fake was told to answer late or never. Work
/// between two pauses that another thread has queued or computes is not seen: start loops that run side by side before the run, so that
/// each has set its first pause. A call in which nothing at all happens for two seconds of real time, neither at the fake nor on the clock,
/// while a pause elsewhere is pending, counts as one that waits for that pause, and its time limit can pass.
/// </remarks>
public sealed class FakeClock : TimeProvider
{
    private static readonly Task NoEnd = new TaskCompletionSource().Task;
    private readonly object _lock = new();
    private readonly SortedSet<FakeTimer> _timers = new(FakeTimer.ByDueTime);
    private readonly HashSet<FakeTimer> _openLimits = [];
    private readonly AsyncLocal<FakeTimer?> _callUnderWay = new();
    private readonly DateTimeOffset _start;
    private TimeSpan _stallLimit = TimeSpan.FromSeconds(5);
    private long _elapsed;
    private long _created;
    private bool _isCallEnding;
    private ClockMoment _moment;
    private TaskCompletionSource? _changed;

    /// <summary>Creates a clock.</summary>
    /// <param name="start">The time that it shows first.</param>
    public FakeClock(DateTimeOffset start)
    {
        _start = start.ToUniversalTime();
        Work = new ClockWork(() => Note(isProgress: true));
    }

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

    /// <summary>
    /// For how long, in real time, nothing may happen on the clock before <see cref="RunAsync(Task, TimeSpan?, CancellationToken)"/> and
    /// <see cref="WaitForTimerAsync"/> end in a <see cref="FakeClockStalledException"/>. Default: 5 seconds;
    /// <see cref="Timeout.InfiniteTimeSpan"/> for no end. The laps of a periodic timer alone are nothing: one that ticks on by itself would
    /// hide every stall. Give a loop over a <c>PeriodicTimer</c> that neither calls nor sets another timer for so long a higher limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public TimeSpan StallLimit
    {
        get => _stallLimit;
        set
        {
            if (value != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            }

            _stallLimit = value;
        }
    }

    /// <summary>The requests that the fake works on.</summary>
    internal ClockWork Work { get; }

    internal ClockMoment Moment
    {
        get
        {
            lock (_lock)
            {
                return _moment;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start.AddTicks(Interlocked.Read(ref _elapsed));

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    /// <summary>
    /// Moves the clock. Timers fire on the calling thread in the order of their due times, each at its own time, periodic ones as often as
    /// they are due.
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
    /// Waits, in real time, until a timer is pending that is due within <paramref name="within"/>: until the code under test has begun to
    /// wait for time to pass. Then <see cref="Advance"/> meets it for certain.
    /// </summary>
    /// <param name="within">How far ahead to look; longer timers, such as a call's time limit, do not count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FakeClockStalledException">
    /// No timer was set or ended, and no request came or was answered, for <see cref="StallLimit"/>.
    /// </exception>
    public async Task WaitForTimerAsync(TimeSpan within, CancellationToken cancellationToken = default)
    {
        var watch = new StallWatch(this);
        while (!IsTimerPending(within))
        {
            await watch.WaitAsync(NoEnd, cancellationToken).ConfigureAwait(false);
            watch.Look($"No timer was set that is due within {within:c}");
        }
    }

    /// <summary>
    /// Moves the clock from timer to timer until a task has ended, without waiting in real time: through pauses before retries, through the
    /// polls of a wait for a workspace, through a loop with <c>Task.Delay(…, fake.Clock)</c>. While a call is under way, the clock stands
    /// still. Several runs may go on at once.
    /// </summary>
    /// <typeparam name="T">What the task yields.</typeparam>
    /// <param name="task">What is waited for. It goes on by itself when the wait ends early.</param>
    /// <param name="longestPause">
    /// The clock does not move to timers further ahead than this; <see langword="null"/> for no such bound.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FakeClockStalledException">
    /// Nothing went on for <see cref="StallLimit"/>, and time does not help: a gate holds the request, or the task waits for something
    /// else. The message names the pending timers.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<T> RunAsync<T>(Task<T> task, TimeSpan? longestPause = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        await new ClockRunner(this, longestPause).UntilEndOfAsync(task, cancellationToken).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="RunAsync{T}(Task{T}, TimeSpan?, CancellationToken)"/>
    public async Task RunAsync(Task task, TimeSpan? longestPause = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        await new ClockRunner(this, longestPause).UntilEndOfAsync(task, cancellationToken).ConfigureAwait(false);
        await task.ConfigureAwait(false);
    }

    /// <summary>
    /// Starts work and moves the clock as <see cref="RunAsync(Task, TimeSpan?, CancellationToken)"/> does until it has ended.
    /// </summary>
    /// <param name="work">The work, such as a loop with pauses.</param>
    /// <param name="longestPause">
    /// The clock does not move to timers further ahead than this; <see langword="null"/> for no such bound.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FakeClockStalledException">Nothing went on for <see cref="StallLimit"/>, and time does not help.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task RunAsync(Func<Task> work, TimeSpan? longestPause = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(work(), longestPause, cancellationToken);
    }

    /// <inheritdoc cref="RunAsync(Func{Task}, TimeSpan?, CancellationToken)"/>
    /// <typeparam name="T">What the work yields.</typeparam>
    public Task<T> RunAsync<T>(Func<Task<T>> work, TimeSpan? longestPause = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(work(), longestPause, cancellationToken);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state, Interlocked.Increment(ref _created), FindCallUnderWay());
        if (timer.Kind == TimerKind.CallLimit)
        {
            lock (_lock)
            {
                _openLimits.Add(timer);
            }

            // It flows into what the call does: timers that are set there belong to it.
            _callUnderWay.Value = timer;
        }

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
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.DueAt = _elapsed + dueTime.Ticks;
                _timers.Add(timer);
            }

            Note(isProgress: true);
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
            Close(timer);
            Note(isProgress: true);
        }
    }

    /// <summary>Completes when more has happened than at <paramref name="moment"/>.</summary>
    internal Task ChangeAfter(ClockMoment moment)
    {
        lock (_lock)
        {
            _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _moment == moment ? _changed.Task : Task.CompletedTask;
        }
    }

    /// <summary>
    /// Moves to the next timer and fires it, if nothing has happened since <paramref name="seen"/> and it has been still for long enough.
    /// </summary>
    internal bool TryMoveOn(ClockMoment seen, TimeSpan still, TimeSpan? within)
    {
        FakeTimer timer;
        lock (_lock)
        {
            if (_moment != seen
                || Work.IsBusy
                || Stillness.Before(_timers, _openLimits, Work.Parked, _isCallEnding) is not { } wait
                || still < wait)
            {
                return false;
            }

            timer = _timers.Min!;
            if (timer.DueAt - _elapsed > (within ?? TimeSpan.MaxValue).Ticks)
            {
                return false;
            }

            foreach (var limit in _openLimits)
            {
                limit.WasStill |= wait > TimeSpan.Zero;
            }

            Take(timer);
        }

        timer.Fire();
        return true;
    }

    internal FakeClockStalledException Stalled(string what, TimeSpan stalled)
    {
        lock (_lock)
        {
            return new FakeClockStalledException(
                StalledText.Write(
                    what, stalled, GetUtcNow(), _timers.Select(timer => StalledText.Describe(timer, _elapsed)), Work.Describe()));
        }
    }

    private FakeTimer? FindCallUnderWay()
    {
        var call = _callUnderWay.Value;
        while (call is { IsOpen: false })
        {
            call = call.Owner;
        }

        return call;
    }

    private bool IsTimerPending(TimeSpan within)
    {
        lock (_lock)
        {
            return _timers.Min is { } next && next.DueAt <= _elapsed + within.Ticks;
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

            Take(timer);
            return timer;
        }
    }

    private void Take(FakeTimer timer)
    {
        _timers.Remove(timer);
        _elapsed = Math.Max(_elapsed, timer.DueAt);
        if (timer.Period > 0)
        {
            timer.DueAt += timer.Period;
            _timers.Add(timer);
        }
        else
        {
            Close(timer);
        }

        _isCallEnding = timer.Kind != TimerKind.Pause;
        Note(isProgress: timer.Period == 0);
    }

    private void Close(FakeTimer timer)
    {
        timer.IsOpen = false;
        _openLimits.Remove(timer);
    }

    private void MoveTo(long target)
    {
        lock (_lock)
        {
            _elapsed = Math.Max(_elapsed, target);
            Note(isProgress: true);
        }
    }

    private void Note(bool isProgress)
    {
        lock (_lock)
        {
            _moment = new ClockMoment(_moment.Changes + 1, _moment.Progress + (isProgress ? 1 : 0));
            _changed?.TrySetResult();
            _changed = null;
        }
    }
}
