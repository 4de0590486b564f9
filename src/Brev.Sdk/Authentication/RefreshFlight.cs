using System.Diagnostics;
using System.Numerics;

namespace Brev.Sdk.Authentication;

/// <summary>
/// The one piece of work that runs on behalf of all callers of a cache. Callers who join it add their reasons until it has decided what
/// to do.
/// </summary>
internal sealed class RefreshFlight(TokenCache cache, CachedToken? current, string? outdated, RefreshReason reason, long startedAt)
{
    /// <summary>In the place of the reasons when a look has decided to end.</summary>
    private const int EndedLook = int.MinValue;

    private readonly TaskCompletionSource<RefreshOutcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reasons = (int)reason;

    /// <summary>The token in use when the flight started; only flights change it.</summary>
    public CachedToken? Current { get; } = current;

    /// <summary>The token that the callers of the flight cannot use; <see langword="null"/> when there was none.</summary>
    public string? Outdated { get; } = outdated;

    /// <summary>The strongest of its reasons.</summary>
    public RefreshReason Reason =>
        Volatile.Read(ref _reasons) is > 0 and var reasons ? (RefreshReason)(1 << BitOperations.Log2((uint)reasons)) : RefreshReason.Look;

    /// <summary>Whether a caller who joined it got a 403.</summary>
    public bool HasForbidden => (Volatile.Read(ref _reasons) & (int)RefreshReason.Forbidden) != 0;

    /// <summary>When it started, on the monotonic clock of the cache.</summary>
    public long StartedAt { get; } = startedAt;

    /// <summary>
    /// Why the refresh was begun, and its part in a trace when something listens; <see langword="null"/> for a flight that only looks.
    /// </summary>
    public (RefreshReason Reason, Activity? Activity)? Measurement { get; set; }

    /// <summary>Ends with the outcome, as soon as it is published. It never fails.</summary>
    public Task<RefreshOutcome> Completion => _completion.Task;

    /// <summary>Ends when all is done, that of earlier flights included: a lock is given back after the outcome is published.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// Starts the work, which inherits nothing from the caller: neither cancellation nor trace nor async locals belong to work that others
    /// share.
    /// </summary>
    public Task<RefreshOutcome> Start(Func<RefreshFlight, Task> runAsync, Task? before)
    {
        using (ExecutionContext.SuppressFlow())
        {
            var work = Task.Run(() => runAsync(this));
            Work = before is { IsCompleted: false } ? Task.WhenAll(before, work) : work;
            return Completion;
        }
    }

    /// <returns>False when the flight ends as a look.</returns>
    public bool Raise(RefreshReason reason)
    {
        for (var seen = Volatile.Read(ref _reasons); seen != EndedLook; seen = Volatile.Read(ref _reasons))
        {
            if (Interlocked.CompareExchange(ref _reasons, seen | (int)reason, seen) == seen)
            {
                return true;
            }
        }

        return reason == RefreshReason.Look;
    }

    /// <summary>The reason that counts now: when the token in use has ended, callers wait, whatever the flight was started for.</summary>
    public RefreshReason ReasonAt(TimeProvider timeProvider) =>
        Reason > RefreshReason.Look && Current is { } current && current.Lifetime.HasEnded(timeProvider) ? RefreshReason.Expired : Reason;

    /// <summary>
    /// Ends a flight that only looks, unless a caller has raised it meanwhile. From that question on it cannot be raised, so that no caller
    /// who needs a refresh is answered by it.
    /// </summary>
    public bool TryEndLook(RefreshOutcome outcome)
    {
        if (Interlocked.CompareExchange(ref _reasons, EndedLook, (int)RefreshReason.Look) != (int)RefreshReason.Look)
        {
            return false;
        }

        End(outcome);
        return true;
    }

    /// <summary>Publishes the outcome. What the flight still does after it, such as giving a lock back, no caller waits for.</summary>
    public void End(RefreshOutcome outcome) => cache.End(this, outcome);

    public void Complete(RefreshOutcome outcome) => _completion.SetResult(outcome);
}
