namespace Brev.Sdk.Authentication;

/// <summary>
/// A moment on the monotonic clock, which nobody can set back. Every call asks whether one has come: of the system's own clock the coarse reading is
/// enough for that, and costs a sixth of the exact one; other time providers are asked for their timestamp.
/// </summary>
internal readonly struct MonotonicMoment
{
    private readonly long _at;

    private MonotonicMoment(long at) => _at = at;

    /// <summary>One that never comes.</summary>
    public static MonotonicMoment Never { get; } = new(long.MaxValue);

    public static MonotonicMoment In(TimeSpan delay, TimeProvider timeProvider)
    {
        var now = Read(timeProvider);
        var units = delay.TotalSeconds * (IsSystem(timeProvider) ? 1000 : timeProvider.TimestampFrequency);
        return new MonotonicMoment(units < long.MaxValue - now ? now + (long)units : long.MaxValue);
    }

    /// <param name="timeProvider">The one that the moment was made with.</param>
    public bool HasCome(TimeProvider timeProvider) => Read(timeProvider) >= _at;

    private static long Read(TimeProvider timeProvider) => IsSystem(timeProvider) ? Environment.TickCount64 : timeProvider.GetTimestamp();

    private static bool IsSystem(TimeProvider timeProvider) => ReferenceEquals(timeProvider, TimeProvider.System);
}
