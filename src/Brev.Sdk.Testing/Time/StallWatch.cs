using System.Diagnostics;

namespace Brev.Sdk.Testing.Time;

/// <summary>Measures, in real time, for how long nothing has happened on a clock.</summary>
internal sealed class StallWatch(FakeClock clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private readonly TimeSpan _limit = clock.StallLimit;
    private long _lap = Stopwatch.GetTimestamp();
    private TimeSpan _stalled;

    /// <summary>What had happened at the last look.</summary>
    public ClockMoment Moment { get; private set; } = clock.Moment;

    /// <summary>For how long nothing at all has happened.</summary>
    public TimeSpan Still { get; private set; }

    /// <summary>Looks at the clock.</summary>
    /// <param name="what">What waits, for the error.</param>
    /// <exception cref="FakeClockStalledException">There was no progress for too long.</exception>
    public void Look(string what)
    {
        // A machine that is too busy to come back here within a tick is too busy for the task as well: more than a tick does not count.
        var elapsed = Stopwatch.GetElapsedTime(_lap);
        elapsed = elapsed < Tick ? elapsed : Tick;
        _lap = Stopwatch.GetTimestamp();

        var now = clock.Moment;
        Still = now.Changes == Moment.Changes ? Still + elapsed : TimeSpan.Zero;
        _stalled = now.Progress == Moment.Progress ? _stalled + elapsed : TimeSpan.Zero;
        Moment = now;
        if (_limit != Timeout.InfiniteTimeSpan && _stalled >= _limit)
        {
            throw clock.Stalled(what, _stalled);
        }
    }

    /// <summary>Waits for a task, a change of the clock or a tick, whichever comes first.</summary>
    public async Task WaitAsync(Task task, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(task, clock.ChangeAfter(Moment), Task.Delay(Tick, TimeProvider.System, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
