using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Answers every "may I ask now?": rejected token sets, back-off, requested pauses, the budget of forced refreshes, and tokens whose 403 is
/// about permissions.
/// </summary>
internal sealed class RefreshThrottle(TimeProvider timeProvider)
{
    /// <summary>A server that denies every token must not make the SDK fetch new ones without end.</summary>
    private const int MostForcedRefreshes = 5;

    /// <summary>An unlocked writer may alternate a store between two token sets.</summary>
    private const int MostRejected = 4;

    private static readonly TimeSpan ForcedPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseWithoutNews = TimeSpan.FromSeconds(10);

    private readonly RefreshBackoff _backoff = new(timeProvider);
    private readonly RefreshBackoff _sameTokenBackoff = new(timeProvider);
    private readonly Queue<long> _forced = new(MostForcedRefreshes);
    private volatile (BrevStoredCredential TokenSet, string? Reason)[] _rejected = [];
    private volatile Tuple<CachedToken, long>? _unchanged;
    private volatile string? _forbidden;

    /// <summary>What a call inside the window starts in the background; <see langword="null"/> for nothing.</summary>
    public RefreshReason? FindBackgroundWork(CachedToken current)
    {
        if (_unchanged is { } unchanged
            && ReferenceEquals(unchanged.Item1, current)
            && timeProvider.GetElapsedTime(unchanged.Item2) < PauseWithoutNews)
        {
            return null;
        }

        // After a rejection the user may have signed in again, which only the store knows.
        return IsRejected(current.TokenSet!) ? RefreshReason.Look
            : _backoff.RemainingBefore(current.Lifetime.SendUntil) > TimeSpan.Zero ? null
            : RefreshReason.Window;
    }

    /// <summary>
    /// Why the provider may not be asked about a token set, or an application's own credential for another token, now; <see
    /// langword="null"/> when it may.
    /// </summary>
    public RefreshOutcome? FindRefusal(RefreshFlight flight, BrevStoredCredential? tokenSet, CachedToken? token)
    {
        var reason = flight.ReasonAt(timeProvider);
        if (reason == RefreshReason.Forbidden && IsForbidden(flight.Outdated))
        {
            return new RefreshOutcome.Unchanged(token);
        }

        if (tokenSet is not null && FindRejection(tokenSet) is { } why)
        {
            return new RefreshOutcome.Rejected(why, token) { IsRepeated = true };
        }

        if (FindPause(reason, token) is var wait && wait > TimeSpan.Zero)
        {
            return new RefreshOutcome.Transient($"The last attempt to refresh the token failed a moment ago; the next attempt is due in "
                + $"{Math.Ceiling(wait.TotalSeconds):0} seconds.", token) { IsRepeated = true };
        }

        if (reason < RefreshReason.Forced)
        {
            return null;
        }

        if (_sameTokenBackoff.Remaining > TimeSpan.Zero)
        {
            return new RefreshOutcome.Unchanged(token);
        }

        return CountForced() < MostForcedRefreshes
            ? null
            : new RefreshOutcome.Transient(
                "Five refreshes have been forced within a minute, and no more are until it is over.", token) { IsRepeated = true };
    }

    public void Attempted(RefreshReason reason)
    {
        if (reason >= RefreshReason.Forced)
        {
            _forced.Enqueue(timeProvider.GetTimestamp());
        }
    }

    /// <summary>The provider gave a token; one that it has given before is asked for ever more rarely when the server denies it.</summary>
    public void Succeeded(string? before, string after, RefreshReason reason)
    {
        _backoff.Succeed();
        if (before != after)
        {
            _sameTokenBackoff.Succeed();
        }
        else if (reason >= RefreshReason.Forced)
        {
            _sameTokenBackoff.Fail(requested: null);
        }
    }

    public void Failed(TimeSpan? requested) => _backoff.Fail(requested);

    public void FailedBeforeAttempt() => _backoff.FailBeforeAttempt();

    /// <summary>The provider rejected this very token set; asking about it again would bring the same answer.</summary>
    public void Reject(BrevStoredCredential tokenSet, string why) =>
        _rejected = [(tokenSet, why), .. _rejected.Where(known => !known.TokenSet.HasSameSecrets(tokenSet)).Take(MostRejected - 1)];

    public bool IsRejected(BrevStoredCredential tokenSet) => FindRejection(tokenSet) is not null;

    /// <summary>Whether a 403 on this token has survived a refresh: it is about permissions, and a refresh does not grant any.</summary>
    public bool IsForbidden(string? token) => _forbidden == token;

    /// <summary>Called under the gate of the cache.</summary>
    public void Ended(RefreshFlight flight, RefreshOutcome outcome, CachedToken? next)
    {
        if (outcome is RefreshOutcome.Adopted)
        {
            // The provider has given it after what failed.
            _backoff.Succeed();
            _sameTokenBackoff.Succeed();
        }

        // A notice of the store must not put the refresh off, but after a rejection looking is all that there is to do.
        if (next is not null
            && ReferenceEquals(next, flight.Current)
            && outcome is not RefreshOutcome.Transient
            && (flight.Reason != RefreshReason.Look || IsRejected(next.TokenSet!)))
        {
            _unchanged = Tuple.Create(next, timeProvider.GetTimestamp());
        }

        if (flight.HasForbidden && outcome is RefreshOutcome.Refreshed or RefreshOutcome.Unchanged)
        {
            _forbidden = outcome.Token?.Token.Token ?? _forbidden;
        }
    }

    /// <summary>A token that the server answers 401 to is as good as none; any other that has not ended serves calls meanwhile.</summary>
    private TimeSpan FindPause(RefreshReason reason, CachedToken? token)
    {
        var whileCallersWait = _backoff.RemainingWhileCallersWait;
        if (reason == RefreshReason.Expired || token is null)
        {
            return whileCallersWait;
        }

        var pause = _backoff.RemainingBefore(token.Lifetime.SendUntil);
        return reason == RefreshReason.Denied && whileCallersWait < pause ? whileCallersWait : pause;
    }

    private string? FindRejection(BrevStoredCredential tokenSet) =>
        Array.Find(_rejected, known => known.TokenSet.HasSameSecrets(tokenSet)).Reason;

    private int CountForced()
    {
        while (_forced.TryPeek(out var oldest) && timeProvider.GetElapsedTime(oldest) >= ForcedPeriod)
        {
            _forced.Dequeue();
        }

        return _forced.Count;
    }
}
