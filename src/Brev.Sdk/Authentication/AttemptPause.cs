namespace Brev.Sdk.Authentication;

/// <summary>
/// A time in which the identity provider is left alone; it begins when the object is made. Measured on both clocks: a machine that slept
/// comes back with a monotonic clock that stood still, and with a wall clock that did not. Immutable, so that callers read it without a
/// lock.
/// </summary>
/// <param name="failures">How many failures in a row have led to it.</param>
/// <param name="length">How long it lasts while there is a token to send.</param>
/// <param name="lengthWhileCallersWait">How long it lasts when callers have no token to send.</param>
/// <param name="timeProvider">The clocks.</param>
internal sealed class AttemptPause(int failures, TimeSpan length, TimeSpan lengthWhileCallersWait, TimeProvider timeProvider)
{
    private readonly long _startedAt = timeProvider.GetTimestamp();

    public DateTimeOffset StartedOn { get; } = timeProvider.GetUtcNow();

    public int Failures => failures;

    public TimeSpan Length => length;

    public TimeSpan Remaining => RemainingOf(length);

    public TimeSpan RemainingWhileCallersWait => RemainingOf(lengthWhileCallersWait);

    /// <summary>What remains when the pause is to last this long.</summary>
    public TimeSpan RemainingOf(TimeSpan time)
    {
        var (awake, wall) = (timeProvider.GetElapsedTime(_startedAt), timeProvider.GetUtcNow() - StartedOn);
        var remaining = time - (awake > wall ? awake : wall);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
