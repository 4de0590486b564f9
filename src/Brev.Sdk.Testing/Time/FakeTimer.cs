namespace Brev.Sdk.Testing.Time;

/// <summary>A timer of <see cref="FakeClock"/>, whose lock guards its schedule.</summary>
internal sealed class FakeTimer : ITimer
{
    private readonly FakeClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context;

    public FakeTimer(FakeClock clock, TimerCallback callback, object? state, long number, FakeTimer? owner)
    {
        _clock = clock;
        _callback = callback;
        _state = state;
        _context = ExecutionContext.Capture();
        Number = number;
        Owner = owner;
        Kind = KindOf(state);
    }

    public static IComparer<FakeTimer> ByDueTime { get; } = Comparer<FakeTimer>.Create(static (one, other) =>
        one.DueAt != other.DueAt ? one.DueAt.CompareTo(other.DueAt) : one.Number.CompareTo(other.Number));

    public long Number { get; }

    public TimerKind Kind { get; }

    /// <summary>The time limit of the call that set this timer, as far as it is known.</summary>
    public FakeTimer? Owner { get; }

    public long DueAt { get; set; }

    public long Period { get; set; }

    /// <summary>Whether it has neither fired for the last time nor been disposed.</summary>
    public bool IsOpen { get; set; } = true;

    public bool IsDisposed { get; set; }

    /// <summary>Whether nothing has happened once for long enough to move the clock while this time limit was open.</summary>
    public bool WasStill { get; set; }

    /// <summary>Runs the callback in the context of the code that made the timer, as a real timer does.</summary>
    public void Fire()
    {
        if (_context is null)
        {
            _callback(_state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((FakeTimer)timer!).FireHere(), this);
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period) => _clock.Schedule(this, dueTime, period);

    public void Dispose() => _clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// .NET passes a timer its owner: the source that a time limit cancels, or the task of <c>WaitAsync</c>, which is generic while that of
    /// <c>Delay</c> is not.
    /// </summary>
    private static TimerKind KindOf(object? state) => state switch
    {
        CancellationTokenSource => TimerKind.CallLimit,
        Task task when task.GetType().IsGenericType => TimerKind.WaitLimit,
        _ => TimerKind.Pause,
    };

    private void FireHere() => _callback(_state);
}
