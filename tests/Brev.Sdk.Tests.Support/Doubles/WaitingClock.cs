using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>
/// A clock that jumps to the end of every pause of 1 to 20 seconds as soon as somebody waits for it, and notes how long it was. Time limits
/// are longer.
/// </summary>
public sealed class WaitingClock : TimeProvider
{
    private readonly FakeTimeProvider _inner = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    public List<TimeSpan> Pauses { get; } = [];

    /// <summary>Time that passes without anybody waiting for it.</summary>
    public void Advance(TimeSpan time) => _inner.Advance(time);

    public override long TimestampFrequency => _inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _inner.GetUtcNow();

    public override long GetTimestamp() => _inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _inner.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= TimeSpan.FromSeconds(1) && dueTime <= TimeSpan.FromSeconds(20))
        {
            Pauses.Add(dueTime);
            _ = Task.Run(() => _inner.Advance(dueTime));
        }

        return timer;
    }
}
