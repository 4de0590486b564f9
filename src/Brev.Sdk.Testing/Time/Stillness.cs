namespace Brev.Sdk.Testing.Time;

/// <summary>
/// How long nothing may have happened, in real time, before the clock moves to its next timer by itself.
/// <para>
/// Time passes when everything waits for it. What waits is known from the timers: a pause waits; a call, seen by the timer of its time
/// limit, is under way unless a pause was set inside it, or the fake itself keeps its request waiting for the clock. So the clock moves at
/// once when no call is under way, and never to the limit of a call that is. A call may also wait for the pause of another one, as for a
/// refresh that both share: then nothing happens any more, and real time shows that. It shows it once for each limit: one that spans many
/// pauses, as that of a watch does, keeps the clock from none of the later ones.
/// </para>
/// </summary>
internal static class Stillness
{
    /// <summary>
    /// A call may be under way or ending, but its time limit is further ahead or has passed: moving too early does no harm to it.
    /// </summary>
    public static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    /// <summary>The next timer is a time limit, which must not pass while an answer may still come.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(2);

    /// <param name="pending">The timers that are set, the next one first.</param>
    /// <param name="openLimits">The time limits of calls that have not ended, those without an end included.</param>
    /// <param name="parked">How many requests wait in the fake for the clock.</param>
    /// <param name="isCallEnding">Whether the clock has just fired a time limit: what it ends takes real time to do so.</param>
    /// <returns><see langword="null"/> when the clock must not move by itself.</returns>
    public static TimeSpan? Before(SortedSet<FakeTimer> pending, IReadOnlyCollection<FakeTimer> openLimits, int parked, bool isCallEnding)
    {
        if (pending.Min is not { } next)
        {
            return null;
        }

        var waiting = FindWaiting(pending, openLimits);
        var areCallsUnderWay = openLimits.Count - waiting.Count > parked;
        var isLimitAhead = next.Kind == TimerKind.WaitLimit
            || (next.Kind == TimerKind.CallLimit && areCallsUnderWay && !waiting.Contains(next));
        if (!isLimitAhead && openLimits.Count(limit => !limit.WasStill && !waiting.Contains(limit)) <= parked)
        {
            return isCallEnding ? Short : TimeSpan.Zero;
        }

        var canGoOn = parked > 0 || pending.Any(static timer => timer.Kind == TimerKind.Pause);
        return !canGoOn ? null : isLimitAhead ? Long : Short;
    }

    /// <summary>The calls that have set a pause, and those that have made another call: what they wait for is seen there.</summary>
    private static HashSet<FakeTimer> FindWaiting(SortedSet<FakeTimer> pending, IReadOnlyCollection<FakeTimer> openLimits)
    {
        var waiting = new HashSet<FakeTimer>();
        foreach (var timer in openLimits.Concat(pending.Where(static timer => timer.Kind == TimerKind.Pause)))
        {
            for (var owner = timer.Owner; owner is not null; owner = owner.Owner)
            {
                if (owner.IsOpen)
                {
                    waiting.Add(owner);
                }
            }
        }

        return waiting;
    }
}
