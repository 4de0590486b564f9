namespace Brev.Sdk.Tests.Doubles;

/// <summary>
/// A clock that jumps once, by both of its times, after so many looks at it. Timers do not notice, as on a machine where the caller alone
/// was kept from running.
/// </summary>
public sealed class JumpingClock(TimeProvider inner) : TimeProvider
{
    private long _offset;
    private int _left = -1;
    private int _looksSince;
    private TimeSpan _jump;

    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <summary>Whether the clock has been looked at since the jump, so that what ran could know of it.</summary>
    public bool IsSeenPastJump => Volatile.Read(ref _looksSince) > 0;

    /// <summary>The time, without a look that counts.</summary>
    public DateTimeOffset Now => inner.GetUtcNow() + Offset;

    private TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <summary>Has the clock jump after so many looks from now on; zero: at once.</summary>
    public void JumpAfter(int looks, TimeSpan jump)
    {
        _jump = jump;
        Volatile.Write(ref _left, looks);
        if (looks == 0)
        {
            Jump();
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        var now = Now;
        Count();
        return now;
    }

    public override long GetTimestamp() => inner.GetTimestamp() + (long)(Offset.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    private void Count()
    {
        if (Offset > TimeSpan.Zero)
        {
            Interlocked.Increment(ref _looksSince);
        }
        else if (Interlocked.Decrement(ref _left) == 0)
        {
            Jump();
        }
    }

    private void Jump() => Interlocked.Exchange(ref _offset, _jump.Ticks);
}
