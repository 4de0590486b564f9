namespace Brev.Sdk.Authentication;

/// <summary>
/// Spaces attempts at the identity provider after failures: 5 seconds, doubling to a minute, with jitter so that a fleet does not come back all at
/// once. Not thread-safe: it is used under the token source's single flight.
/// </summary>
internal sealed class RenewalBackoff(TimeProvider timeProvider)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>A provider may ask for more time than the back-off has, but not for a whole token's life.</summary>
    private static readonly TimeSpan LongestRequested = TimeSpan.FromMinutes(5);

    private int _failures;
    private long _failedAt;
    private DateTimeOffset _failedOn;
    private TimeSpan _pause;
    private TimeSpan _requested;

    /// <summary>Whether the provider itself has asked to be left alone until later than now.</summary>
    public bool IsRequested => _failures > 0 && Elapsed < _requested;

    /// <summary>How long until the next attempt; zero when it may be made now.</summary>
    public TimeSpan Remaining
    {
        get
        {
            if (_failures == 0)
            {
                return TimeSpan.Zero;
            }

            var remaining = _pause - Elapsed;
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    /// <summary>A machine that slept comes back with a monotonic clock that stood still, and with a wall clock that did not.</summary>
    private TimeSpan Elapsed
    {
        get
        {
            var (awake, wall) = (timeProvider.GetElapsedTime(_failedAt), timeProvider.GetUtcNow() - _failedOn);
            return awake > wall ? awake : wall;
        }
    }

    public void Fail(TimeSpan? requested)
    {
        var pause = First * Math.Pow(2, Math.Min(_failures, 10));
        pause = pause < Longest ? pause : Longest;
        pause *= 1 + (0.25 * Random.Shared.NextDouble());

        // A failure of another kind does not take back what the provider has asked for.
        var left = IsRequested ? _requested - Elapsed : TimeSpan.Zero;
        _requested = requested is { } wait ? (wait < LongestRequested ? wait : LongestRequested) : TimeSpan.Zero;
        _requested = _requested > left ? _requested : left;
        _pause = pause > _requested ? pause : _requested;
        _failures++;
        _failedAt = timeProvider.GetTimestamp();
        _failedOn = timeProvider.GetUtcNow();
    }

    public void Succeed() => _failures = 0;
}
