using System.Net;
using Brev.Sdk.Connections;

namespace Brev.Sdk.Authentication;

/// <summary>
/// What the callers of a credential use: the current token, read without a lock, or a wait for the flight that brings the next one. There
/// is at most one flight at a time, and it belongs to no caller: one that leaves ends only its own wait.
/// </summary>
/// <remarks>What runs a flight ends it, and never throws.</remarks>
internal sealed class TokenCache(
    Func<RefreshFlight, Task> runAsync, RefreshThrottle throttle, RefreshTelemetry telemetry, TimeProvider timeProvider) : IAsyncDisposable
{
    /// <summary>How often a caller waits for the next token when one has ended before the caller got to run.</summary>
    private const int MostRounds = 5;

    private readonly object _gate = new();
    private volatile CachedToken? _current;

    /// <summary>The latest flight, which may have ended.</summary>
    private volatile RefreshFlight? _flight;

    private volatile bool _isDisposed;

    public CachedToken? Current => _current;

    private RefreshFlight? Running => _flight is { Completion.IsCompleted: false } flight ? flight : null;

    public ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        var current = _current;
        if (current is null || forceRefresh)
        {
            // Nothing is known yet, or the caller wants another token.
            return WaitAsync(current, forceRefresh ? RefreshReason.Forced : RefreshReason.Look, cancellationToken);
        }

        if (current.Lifetime.IsFresh(timeProvider))
        {
            // The usual case: no lock, no allocation.
            return new ValueTask<BrevAccessToken>(current.Token);
        }

        if (current.Lifetime.IsSendable(timeProvider))
        {
            // In the window: it is sent, and the next one comes in the background.
            if (Running is null && !_isDisposed && throttle.FindBackgroundWork(current) is { } reason)
            {
                _ = Join(current.Token.Token, reason);
            }

            return new ValueTask<BrevAccessToken>(current.Token);
        }

        return WaitAsync(current, RefreshReason.Expired, cancellationToken);
    }

    /// <summary>What to send instead of a token that the server denied; <see langword="null"/> when there is nothing else.</summary>
    /// <exception cref="BrevException">There is nothing else because a refresh failed; it says why and what to do.</exception>
    public async ValueTask<BrevAccessToken?> ReplaceDeniedAsync(
        BrevAccessToken denied, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var reason = status == HttpStatusCode.Forbidden ? RefreshReason.Forbidden : RefreshReason.Denied;
        if (reason == RefreshReason.Forbidden && _current?.Token.Token == denied.Token && throttle.IsForbidden(denied.Token))
        {
            return null;
        }

        var (outcome, usable) = await FlyAsync(denied.Token, reason, cancellationToken).ConfigureAwait(false);
        return usable is not null && usable.Token != denied.Token ? usable
            : outcome.IsFailure ? throw ErrorOf(outcome)
            : null;
    }

    /// <summary>Reads the store behind the flight that is running, which may have read it before it changed.</summary>
    public async Task<RefreshOutcome> LookAsync()
    {
        await (Running?.Completion ?? Task.CompletedTask).ConfigureAwait(false);
        return await Join(_current?.Token.Token, RefreshReason.Look).ConfigureAwait(false);
    }

    /// <summary>Ends a flight. Who reads a counter after it has the new token finds the refresh counted (rule 9).</summary>
    public void End(RefreshFlight flight, RefreshOutcome outcome)
    {
        // Only the one flight changes the token, so this needs no lock.
        var next = CachedToken.Choose(_current, outcome.Token, timeProvider);
        telemetry.Ended(flight, outcome, next);
        lock (_gate)
        {
            throttle.Ended(flight, outcome, next);
            _current = next;
            flight.Complete(outcome);
        }
    }

    /// <summary>Ends with the flight that is under way, and the return of its lock.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            return _flight?.Work ?? Task.CompletedTask;
        }
    }

    /// <summary>No flight starts any more.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await DrainAsync().ConfigureAwait(false);
    }

    private async ValueTask<BrevAccessToken> WaitAsync(CachedToken? current, RefreshReason reason, CancellationToken cancellationToken)
    {
        var (outcome, usable) = await FlyAsync(current?.Token.Token, reason, cancellationToken).ConfigureAwait(false);
        return usable is null || (reason == RefreshReason.Forced && outcome.IsFailure) ? throw ErrorOf(outcome) : usable;
    }

    /// <summary>Waits for a flight, and for the next one when its token is over before this caller gets to run (rule 1.4).</summary>
    private async ValueTask<(RefreshOutcome Outcome, BrevAccessToken? Usable)> FlyAsync(
        string? outdated, RefreshReason reason, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var outcome = await Join(outdated, reason).WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
            var latest = _current ?? outcome.Token;
            var usable = latest?.Lifetime.HasEnded(timeProvider) == false ? latest.Token : null;
            if (latest is null || usable is not null || !outcome.HadToken || round == MostRounds)
            {
                return (outcome, usable);
            }

            (outdated, reason) = (latest.Token.Token, reason == RefreshReason.Look ? RefreshReason.Expired : reason);
        }
    }

    /// <summary>
    /// Joins the flight that is running, or starts one, unless <paramref name="outdated"/> has been replaced by a token that can be sent.
    /// </summary>
    private Task<RefreshOutcome> Join(string? outdated, RefreshReason reason)
    {
        lock (_gate)
        {
            if (_current is { } current && current.Token.Token != outdated)
            {
                var isAskedForAnother = outdated is null && reason == RefreshReason.Forced;
                if (current.Lifetime.IsSendable(timeProvider) && !isAskedForAnother)
                {
                    return Task.FromResult<RefreshOutcome>(new RefreshOutcome.Adopted(current));
                }

                (outdated, reason) = (current.Token.Token, isAskedForAnother ? reason : RefreshReason.Expired);
            }

            if (Running is { } running)
            {
                var isJoined = outdated == running.Outdated && running.Raise(reason);
                return isJoined ? running.Completion : JoinNextAsync(running, outdated, reason);
            }

            if (_isDisposed)
            {
                throw new ObjectDisposedException(
                    nameof(BrevCredential), "The credential has been disposed. Keep it as long as the clients that use it.");
            }

            var before = _flight?.Work;
            _flight = new RefreshFlight(this, _current, outdated, reason, timeProvider.GetTimestamp());
            return _flight.Start(runAsync, before);
        }
    }

    /// <summary>Joins the flight after one that is about another token, or about to end as a look.</summary>
    private async Task<RefreshOutcome> JoinNextAsync(RefreshFlight running, string? outdated, RefreshReason reason)
    {
        await running.Completion.ConfigureAwait(false);
        return await Join(outdated, reason).ConfigureAwait(false);
    }

    private BrevException ErrorOf(RefreshOutcome outcome) => outcome.ToException(telemetry.Source, _current, timeProvider);
}
