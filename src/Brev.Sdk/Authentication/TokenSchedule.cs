using Brev.Sdk.Credentials;

namespace Brev.Sdk.Authentication;

/// <summary>
/// When a token is replaced in the background, when it is no longer sent, and when it really ends. Wall clock times, because a token's <c>exp</c> is one and
/// a machine may sleep; beside them a mark on the monotonic clock, so that a wall clock which is set back does not make an old token young.
/// </summary>
internal sealed record TokenSchedule
{
    /// <summary>The window is at most this share of the token's life, so that a short-lived token is not renewed on every call.</summary>
    private const double LargestWindowShare = 0.2;

    /// <summary>A token this close to its end would expire on the way to the server.</summary>
    private static readonly TimeSpan TravelTime = TimeSpan.FromSeconds(2);

    private const double LargestTravelShare = 1.0 / 30;

    /// <summary>A token that has just been issued is used at least this long before the next one is fetched in the background.</summary>
    private static readonly TimeSpan ShortestUse = TimeSpan.FromSeconds(1);

    /// <summary>
    /// When a token that has just been issued is almost over by this machine's clock, and so was the one before it, the clock is ahead by almost a token's life. The
    /// token is then taken to be good for this share of its life, instead of being renewed within seconds. If it ends earlier after all, the server says so once.
    /// </summary>
    private const double SmallestShareLeft = 0.25;

    /// <summary>For what never expires as far as anybody knows.</summary>
    public static TokenSchedule Never { get; } = new()
    {
        RefreshAfter = DateTimeOffset.MaxValue,
        NeverUseAfter = DateTimeOffset.MaxValue,
        ExpiresOn = DateTimeOffset.MaxValue,
        RefreshAt = MonotonicMoment.Never,
    };

    public required DateTimeOffset RefreshAfter { get; init; }

    public required DateTimeOffset NeverUseAfter { get; init; }

    public required DateTimeOffset ExpiresOn { get; init; }

    /// <summary>Whether the token was past its end when it was handed out, which only a wrong clock explains.</summary>
    public bool ClockDisagrees { get; init; }

    private DateTimeOffset SeenOn { get; init; } = DateTimeOffset.MinValue;

    private long SeenAt { get; init; }

    /// <summary><see cref="RefreshAfter"/> on the monotonic clock.</summary>
    private MonotonicMoment RefreshAt { get; init; }

    public static TokenSchedule Create(TokenClaims? claims, TimeSpan refreshBeforeExpiry, TimeProvider timeProvider, bool justIssued, TimeSpan? sinceLast = null)
    {
        if (claims?.ExpiresOn is not { } expiry)
        {
            return Never;
        }

        var now = timeProvider.GetUtcNow();
        var lifetime = expiry - (claims.IssuedOn is { } issued && issued < expiry ? issued : now);
        var disagrees = justIssued && expiry <= now;
        if (disagrees)
        {
            // The provider has just issued it, so it is good: measure its life from here, instead of renewing on every call.
            lifetime = lifetime > TimeSpan.FromMinutes(1) ? lifetime : TimeSpan.FromMinutes(1);
            expiry = now + lifetime;
        }
        else if (justIssued && LeastLeft(claims, lifetime) is var least && sinceLast < least && expiry < now + least)
        {
            expiry = now + least;
        }
        else if (justIssued && expiry - now > lifetime)
        {
            // Issued in the future, by a clock that is behind: to the server it is over when its life is.
            expiry = now + lifetime;
        }

        var refreshAfter = expiry - Smaller(refreshBeforeExpiry, lifetime * LargestWindowShare);
        if (justIssued)
        {
            // Only what is left counts when a provider hands out a token that it made a while ago, or the clock is ahead: another
            // renewal at once would bring no more, and so on with every call.
            var used = (expiry - now) * (1 - LargestWindowShare);
            var earliest = now + (used > ShortestUse ? used : ShortestUse);
            refreshAfter = refreshAfter > earliest ? refreshAfter : earliest;
        }

        var seenAt = timeProvider.GetTimestamp();
        var neverUseAfter = expiry - Smaller(TravelTime, lifetime * LargestTravelShare);
        refreshAfter = refreshAfter < neverUseAfter ? refreshAfter : neverUseAfter;
        return new TokenSchedule
        {
            RefreshAfter = refreshAfter,
            NeverUseAfter = neverUseAfter,
            ExpiresOn = expiry,
            ClockDisagrees = disagrees,
            SeenOn = now,
            SeenAt = seenAt,
            RefreshAt = MonotonicMoment.In(refreshAfter - now, timeProvider),
        };
    }

    /// <summary>Whether neither clock has come to the refresh window. Every call asks this, so it only compares.</summary>
    public bool IsFresh(TimeProvider timeProvider) => timeProvider.GetUtcNow() < RefreshAfter && !RefreshAt.HasCome(timeProvider);

    /// <summary>
    /// By the wall clock alone. What must have passed since the token was seen is reason enough to refresh it, not to call it over when it cannot be refreshed: the
    /// clock may have been wrong then and right now.
    /// </summary>
    public bool HasEnded(TimeProvider timeProvider) => timeProvider.GetUtcNow() >= ExpiresOn;

    /// <summary>The later of what the wall clock says and what must have passed since the token was first seen.</summary>
    public DateTimeOffset Now(TimeProvider timeProvider)
    {
        var wall = timeProvider.GetUtcNow();
        if (ReferenceEquals(this, Never))
        {
            return wall;
        }

        var elapsed = SeenOn + timeProvider.GetElapsedTime(SeenAt);
        return elapsed > wall ? elapsed : wall;
    }

    /// <summary>Without <c>iat</c> nobody knows how long the token's life is; what is left of it by a clock that is ahead says little.</summary>
    private static TimeSpan LeastLeft(TokenClaims claims, TimeSpan lifetime) => claims.IssuedOn is null ? TimeSpan.FromMinutes(1) : lifetime * SmallestShareLeft;

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other)
    {
        var smaller = one < other ? one : other;
        return smaller > TimeSpan.Zero ? smaller : TimeSpan.Zero;
    }
}
