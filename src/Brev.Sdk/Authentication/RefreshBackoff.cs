namespace Brev.Sdk.Authentication;

/// <summary>
/// Spaces attempts at the identity provider after failures. While there is a token to send: 5 seconds, doubling to a minute, or what the
/// provider asks for, up to five minutes, and in any case one more attempt before the token ends. When callers have nothing to send: 10
/// seconds, or a minute at most where the provider asks for a pause. Everything has jitter, so that a fleet does not come back all at once.
/// Failures are told by one flight at a time; any thread may ask how long to wait.
/// </summary>
internal sealed class RefreshBackoff(TimeProvider timeProvider)
{
    private const double Jitter = 0.25;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>A provider may ask for more time than the back-off has, but not for a whole token's life.</summary>
    private static readonly TimeSpan LongestRequested = TimeSpan.FromMinutes(5);

    /// <summary>With its jitter and one call a second, callers are served within 15 seconds of the provider's recovery.</summary>
    private static readonly TimeSpan WhileCallersWait = TimeSpan.FromSeconds(10);

    /// <summary>With its jitter a minute at most: every call of an application that makes one a minute finds the provider asked.</summary>
    private static readonly TimeSpan LongestRequestedWhileCallersWait = TimeSpan.FromMinutes(1) / (1 + Jitter);

    /// <summary>
    /// The last attempt before a token's end is due this long before it: an application that makes one call a minute makes one in that
    /// time.
    /// </summary>
    private static readonly TimeSpan LastAttempt = TimeSpan.FromMinutes(1);

    private volatile Pause? _pause;

    /// <summary>How long until the next attempt while there is a token to send that has no end; zero when it may be made now.</summary>
    public TimeSpan Remaining => RemainingBefore(DateTimeOffset.MaxValue);

    /// <summary>How long until the next attempt when callers have no token to send.</summary>
    public TimeSpan RemainingWhileCallersWait =>
        _pause is { } pause ? RemainingOf(pause, pause.LengthWhileCallersWait) : TimeSpan.Zero;

    /// <summary>
    /// How long until the next attempt while there is a token to send that ends at <paramref name="end"/>. A pause that would outlast the
    /// token ends in time for one more attempt. The failure of an attempt that was the last one brings no other.
    /// </summary>
    public TimeSpan RemainingBefore(DateTimeOffset end)
    {
        if (_pause is not { } pause)
        {
            return TimeSpan.Zero;
        }

        var left = end - pause.StartedOn;
        var isAfterLastAttempt = left <= LastAttempt && pause.Failures > 1;
        return RemainingOf(pause, left > TimeSpan.Zero && left <= pause.Length && !isAfterLastAttempt
            ? left - Smaller(LastAttempt, left / 2)
            : pause.Length);
    }

    /// <summary>The store failed, so that the provider was not asked: callers who wait need not leave it alone for as long.</summary>
    public void FailBeforeAttempt() => Fail(Smaller(NextPause, WhileCallersWait), TimeSpan.Zero);

    /// <summary>The provider failed.</summary>
    /// <param name="requested">How long the provider asks to be left alone; <see langword="null"/> when it does not.</param>
    public void Fail(TimeSpan? requested) => Fail(WhileCallersWait, Smaller(requested ?? TimeSpan.Zero, LongestRequested));

    public void Succeed() => _pause = null;

    private TimeSpan NextPause => Smaller(First * Math.Pow(2, Math.Min(_pause?.Failures ?? 0, 10)), Longest);

    /// <summary>A failure does not take back what the one before it asked for.</summary>
    private void Fail(TimeSpan whileCallersWait, TimeSpan requested)
    {
        var jitter = 1 + (Jitter * Random.Shared.NextDouble());
        var requestedWhileCallersWait = Smaller(requested, LongestRequestedWhileCallersWait * jitter);
        _pause = new Pause(
            (_pause?.Failures ?? 0) + 1,
            Larger(NextPause * jitter, Larger(requested, Remaining)),
            Larger(whileCallersWait * jitter, Larger(requestedWhileCallersWait, RemainingWhileCallersWait)),
            timeProvider.GetUtcNow(),
            timeProvider.GetTimestamp());
    }

    /// <summary>
    /// What remains of a pause that lasts so long, by both clocks: a machine that slept comes back with a monotonic clock that stood still,
    /// and with a wall clock that did not.
    /// </summary>
    private TimeSpan RemainingOf(Pause pause, TimeSpan length)
    {
        var passed = Larger(timeProvider.GetElapsedTime(pause.StartedAt), timeProvider.GetUtcNow() - pause.StartedOn);
        return Larger(length - passed, TimeSpan.Zero);
    }

    private static TimeSpan Larger(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private sealed record Pause(
        int Failures, TimeSpan Length, TimeSpan LengthWhileCallersWait, DateTimeOffset StartedOn, long StartedAt);
}
