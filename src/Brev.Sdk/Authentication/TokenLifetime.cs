using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>
/// When a token is refreshed in the background, when it is no longer sent, and when it really ends. Wall-clock times, because <c>exp</c> is
/// one and a machine may sleep; beside them a mark on the monotonic clock, so that a wall clock which is set back does not make an old
/// token young.
/// </summary>
internal sealed class TokenLifetime
{
    /// <summary>The window is at most this share of the token's life, so that a short-lived token is not refreshed on every call.</summary>
    private const double LargestWindowShare = 0.2;

    /// <summary>A token this close to its end would expire on the way to the server.</summary>
    private static readonly TimeSpan TravelTime = TimeSpan.FromSeconds(2);

    private const double LargestTravelShare = 1.0 / 30;

    /// <summary>A token that has just been issued is used at least this long before the next one is fetched in the background.</summary>
    private static readonly TimeSpan ShortestUse = TimeSpan.FromSeconds(1);

    private readonly DateTimeOffset _seenOn;
    private readonly long _seenAt;
    private readonly long _refreshAt;

    private TokenLifetime(
        DateTimeOffset expiry, TimeSpan length, TimeSpan refreshBeforeExpiry, DateTimeOffset earliestRefresh, DateTimeOffset now,
        TimeProvider timeProvider)
    {
        var refreshOn = expiry - Smaller(refreshBeforeExpiry, length * LargestWindowShare);
        refreshOn = refreshOn > earliestRefresh ? refreshOn : earliestRefresh;
        ExpiresOn = expiry;
        SendUntil = expiry - Smaller(TravelTime, length * LargestTravelShare);
        RefreshOn = refreshOn < SendUntil ? refreshOn : SendUntil;
        (_seenOn, _seenAt, _refreshAt) = (now, timeProvider.GetTimestamp(), MonotonicIn(RefreshOn - now, timeProvider));
    }

    private TokenLifetime() =>
        (RefreshOn, SendUntil, ExpiresOn, _seenOn, _refreshAt) = (
            DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, DateTimeOffset.MinValue, long.MaxValue);

    /// <summary>Of a token that does not say when it ends.</summary>
    public static TokenLifetime Endless { get; } = new();

    /// <summary>From here on a refresh runs in the background.</summary>
    public DateTimeOffset RefreshOn { get; }

    /// <summary>From here on callers wait for the next token.</summary>
    public DateTimeOffset SendUntil { get; }

    /// <summary>From here on it is never sent.</summary>
    public DateTimeOffset ExpiresOn { get; }

    private bool IsIssued { get; init; }

    /// <summary>Whether the token was past its end when it was issued, which only a wrong clock explains.</summary>
    public bool ClockDisagrees { get; private init; }

    /// <summary>Of a token from a store, which may be of any age.</summary>
    public static TokenLifetime OfStored(TokenClaims? claims, TimeSpan refreshBeforeExpiry, TimeProvider timeProvider)
    {
        if (claims?.ExpiresOn is not { } expiry)
        {
            return Endless;
        }

        var now = timeProvider.GetUtcNow();
        return new(expiry, Length(claims, expiry, now), refreshBeforeExpiry, DateTimeOffset.MinValue, now, timeProvider);
    }

    /// <summary>
    /// Of a token that the provider has just handed out. By its own <c>exp</c>, but no longer than its whole life from now, because its
    /// <c>iat</c> may lie in the future of a clock that is behind; and from now on where it has ended already by a clock that is ahead.
    /// </summary>
    /// <remarks>
    /// Two in a row that are almost over when they arrive mean a clock that is ahead by almost a life, as one is that was set by the wrong
    /// time zone: the second one is used for a quarter of its life, and the server has the last word.
    /// </remarks>
    public static TokenLifetime OfIssued(
        TokenClaims? claims, TimeSpan refreshBeforeExpiry, TimeSpan sincePrevious, TimeProvider timeProvider)
    {
        if (claims?.ExpiresOn is not { } expiry)
        {
            return Endless;
        }

        var now = timeProvider.GetUtcNow();
        var length = Length(claims, expiry, now);
        var disagrees = expiry <= now;
        var leastLeft = claims.IssuedOn is null ? TimeSpan.FromMinutes(1) : length / 4;
        if (disagrees)
        {
            length = Larger(length, TimeSpan.FromMinutes(1));
            expiry = now + length;
        }
        else if (sincePrevious < leastLeft && expiry < now + leastLeft)
        {
            expiry = now + leastLeft;
        }
        else
        {
            expiry = expiry - now > length ? now + length : expiry;
        }

        // Only what is left counts: another refresh at once would bring no more, and so on with every call.
        var earliest = now + Larger((expiry - now) * (1 - LargestWindowShare), ShortestUse);
        return new(expiry, length, refreshBeforeExpiry, earliest, now, timeProvider) { IsIssued = true, ClockDisagrees = disagrees };
    }

    /// <summary>How long ago the provider gave the token to this process; without end when it has not.</summary>
    public TimeSpan SinceIssued(TimeProvider timeProvider) =>
        IsIssued ? timeProvider.GetElapsedTime(_seenAt) : TimeSpan.MaxValue;

    /// <summary>Whether neither clock has come to the refresh window. Every call asks this, so it only compares.</summary>
    public bool IsFresh(TimeProvider timeProvider) => timeProvider.GetUtcNow() < RefreshOn && MonotonicNow(timeProvider) < _refreshAt;

    /// <summary>Whether the token may be sent without waiting for the next one.</summary>
    public bool IsSendable(TimeProvider timeProvider) => Now(timeProvider) < SendUntil;

    /// <summary>
    /// Whether the token is over, by the wall clock alone. Elapsed monotonic time may start a refresh but must not expire a token, because
    /// the wall clock may have been corrected.
    /// </summary>
    public bool HasEnded(TimeProvider timeProvider) => timeProvider.GetUtcNow() >= ExpiresOn;

    /// <summary>The later of what the wall clock says and what must have passed since the token was first seen.</summary>
    public DateTimeOffset Now(TimeProvider timeProvider)
    {
        var (wall, elapsed) = (timeProvider.GetUtcNow(), _seenOn + timeProvider.GetElapsedTime(_seenAt));
        return elapsed > wall ? elapsed : wall;
    }

    private static TimeSpan Length(TokenClaims claims, DateTimeOffset expiry, DateTimeOffset now) =>
        expiry - (claims.IssuedOn is { } issued && issued < expiry ? issued : now);

    /// <summary>Of the system's own clock the coarse reading is enough, and costs a sixth of the exact one.</summary>
    private static long MonotonicNow(TimeProvider timeProvider) =>
        ReferenceEquals(timeProvider, TimeProvider.System) ? Environment.TickCount64 : timeProvider.GetTimestamp();

    private static long MonotonicIn(TimeSpan delay, TimeProvider timeProvider)
    {
        var now = MonotonicNow(timeProvider);
        var units = delay.TotalSeconds * (ReferenceEquals(timeProvider, TimeProvider.System) ? 1000 : timeProvider.TimestampFrequency);
        return units < long.MaxValue - now ? now + (long)units : long.MaxValue;
    }

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other)
    {
        var smaller = one < other ? one : other;
        return smaller > TimeSpan.Zero ? smaller : TimeSpan.Zero;
    }

    private static TimeSpan Larger(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
