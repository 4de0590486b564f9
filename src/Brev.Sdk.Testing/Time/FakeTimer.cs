namespace Brev.Sdk.Testing;

/// <summary>A timer of <see cref="FakeClock"/>, whose lock guards its schedule.</summary>
internal sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state, long number) : ITimer
{
    public static IComparer<FakeTimer> ByDueTime { get; } = Comparer<FakeTimer>.Create(static (one, other) =>
        one.DueAt != other.DueAt ? one.DueAt.CompareTo(other.DueAt) : one.Number.CompareTo(other.Number));

    public long Number { get; } = number;

    public long DueAt { get; set; }

    public long Period { get; set; }

    public bool IsDisposed { get; set; }

    public void Fire() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period) => clock.Schedule(this, dueTime, period);

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
