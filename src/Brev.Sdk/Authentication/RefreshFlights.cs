namespace Brev.Sdk.Authentication;

/// <summary>
/// The flights of a cache, at most one at a time, and the token that the last of them has published. A flight belongs to no caller: one
/// that leaves ends only its own wait.
/// </summary>
/// <remarks>What runs a flight ends it, and never throws.</remarks>
internal sealed class RefreshFlights(
    Func<RefreshFlight, Task> runAsync, RefreshThrottle throttle, RefreshTelemetry telemetry, TimeProvider timeProvider)
{
    private readonly object _gate = new();
    private volatile CachedToken? _current;
    private volatile RefreshFlight? _flight;
    private Task _work = Task.CompletedTask;
    private volatile bool _isDisposed;

    public CachedToken? Current => _current;

    public RefreshFlight? Running => _flight;

    public bool IsDisposed => _isDisposed;

    /// <summary>
    /// Joins the flight that is running, or starts one, unless <paramref name="outdated"/> has been replaced by a token that can be sent.
    /// </summary>
    public Task<RefreshOutcome> Join(string? outdated, RefreshReason reason)
    {
        lock (_gate)
        {
            if (_current is { } current && current.Token.Token != outdated)
            {
                if (current.Lifetime.IsSendable(timeProvider))
                {
                    return Task.FromResult<RefreshOutcome>(new RefreshOutcome.Adopted(current));
                }

                (outdated, reason) = (current.Token.Token, RefreshReason.Expired);
            }

            if (_flight is { } running)
            {
                return running.Outdated == outdated && running.Raise(reason)
                    ? running.Completion
                    : JoinNextAsync(running, outdated, reason);
            }

            return _isDisposed
                ? throw new ObjectDisposedException(
                    nameof(BrevCredential), "The credential has been disposed. Keep it as long as the clients that use it.")
                : Start(outdated, reason).Completion;
        }
    }

    /// <summary>
    /// Everything about a refresh is told before its token can be seen: what reads a counter after it has the new token finds the refresh
    /// counted.
    /// </summary>
    public void End(RefreshFlight flight, RefreshOutcome outcome)
    {
        var next = Choose(outcome);
        telemetry.Ended(flight, outcome, next);
        lock (_gate)
        {
            throttle.Ended(flight, outcome, next);
            _current = next;
            _flight = null;
        }

        flight.Complete(outcome);
    }

    /// <summary>Ends with the flight that is under way, and the return of its lock.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _work;
        }
    }

    public Task DisposeAsync()
    {
        _isDisposed = true;
        return DrainAsync();
    }

    /// <summary>Joins the flight after one that is about another token, or about to end as a look.</summary>
    private async Task<RefreshOutcome> JoinNextAsync(RefreshFlight running, string? outdated, RefreshReason reason)
    {
        await running.Completion.ConfigureAwait(false);
        return await Join(outdated, reason).ConfigureAwait(false);
    }

    /// <summary>
    /// Starts a flight that inherits nothing from its caller: neither cancellation nor trace nor async locals belong to work that others
    /// share.
    /// </summary>
    private RefreshFlight Start(string? outdated, RefreshReason reason)
    {
        using (ExecutionContext.SuppressFlow())
        {
            var flight = _flight = new RefreshFlight(this, _current, outdated, reason, timeProvider.GetTimestamp());
            var work = Task.Run(() => runAsync(flight));
            _work = _work.IsCompleted ? work : Task.WhenAll(_work, work);
            return flight;
        }
    }

    /// <summary>
    /// The token from now on: a live one is never replaced by an expired one. Only the one flight changes it, so this needs no lock.
    /// </summary>
    private CachedToken? Choose(RefreshOutcome outcome) =>
        outcome.Token is { TokenSet: not null } next
            && (_current is not { } current || !next.Lifetime.HasEnded(timeProvider) || current.Lifetime.HasEnded(timeProvider))
            ? next
            : _current;
}
