namespace Brev.Sdk.Tests.Doubles;

/// <summary>A clock whose wall time can be moved without its monotonic time, as a person or a sleeping machine does.</summary>
public sealed class TwoClocks(TimeProvider inner) : TimeProvider
{
    public TimeSpan WallOffset { get; set; }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + WallOffset;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
