using System.Net;

namespace Brev.Sdk.Authentication;

/// <summary>
/// The one place that knows the current token of a credential. Callers read it without a lock; at most one flight runs at a time and belongs to no caller, so
/// that a caller who gives up ends only its own wait.
/// </summary>
internal sealed class TokenCache(ITokenRefresher refresher, RefreshThrottle throttle, RefreshTelemetry telemetry, TimeProvider timeProvider) : IAsyncDisposable
{
    /// <summary>How often a caller waits for the next token when one has ended before the caller got to run.</summary>
    private const int MostRounds = 5;

    private readonly object _gate = new();
    private volatile CachedToken? _current;
    private volatile RefreshFlight? _flight;
    private Task _work = Task.CompletedTask;
    private volatile bool _isDisposed;

    /// <summary>The last token; <see langword="null"/> when there was none.</summary>
    public CachedToken? Current => _current;

    public ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        var current = _current;
        if (current is null || forceRefresh)
        {
            // Nothing is known yet, or the caller wants another token.
            return WaitAsync(current, forceRefresh ? RefreshReason.Rejected : RefreshReason.Look, cancellationToken);
        }

        if (current.Lifetime.IsFresh(timeProvider))
        {
            // The usual case: no lock, no allocation.
            return new ValueTask<BrevAccessToken>(current.Token);
        }

        if (current.Lifetime.IsSendable(timeProvider))
        {
            // In the window: it is sent, and the next one comes in the background.
            RefreshInBackground(current);
            return new ValueTask<BrevAccessToken>(current.Token);
        }

        return WaitAsync(current, RefreshReason.Expired, cancellationToken);
    }

    /// <summary>What to send instead of a token that the server rejected; <see langword="null"/> when there is nothing else.</summary>
    /// <exception cref="BrevConnectionException">There may be something else, but it could not be had for a passing reason.</exception>
    public async ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var reason = status == HttpStatusCode.Forbidden ? RefreshReason.Forbidden : RefreshReason.Rejected;
        if (reason == RefreshReason.Forbidden && _current?.Token.Token == rejected.Token && throttle.IsForbidden(rejected.Token))
        {
            return null;
        }

        for (var round = 1; ; round++)
        {
            var outcome = await Join(rejected.Token, reason).WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
            var latest = _current ?? outcome.Token;
            var isUsable = latest is not null && !latest.Lifetime.HasEnded(timeProvider);
            if (isUsable && latest!.Token.Token != rejected.Token)
            {
                return latest.Token;
            }

            if (isUsable || !outcome.HadToken || round == MostRounds)
            {
                return outcome is RefreshOutcome.Transient ? throw outcome.ToException(Context(latest, isUsable)) : null;
            }
        }
    }

    /// <summary>Reads the store behind the flight that is running, which may have read it before it changed.</summary>
    public async Task LookAsync()
    {
        if (_flight is { } flight)
        {
            await flight.Completion.ConfigureAwait(false);
        }

        if (_current is { } current && !_isDisposed)
        {
            await Join(current.Token.Token, RefreshReason.Look).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a flight that only looked; false when a caller has raised it, so that it has to go on.</summary>
    public bool TryEndLook(RefreshFlight flight, RefreshOutcome outcome)
    {
        lock (_gate)
        {
            if (flight.Reason != RefreshReason.Look)
            {
                return false;
            }

            // In one step with the question, so that no caller joins a flight that will not do what it needs.
            _current = Choose(outcome);
            _flight = null;
        }

        telemetry.Ended(flight, outcome, _current);
        flight.Complete(outcome);
        return true;
    }

    /// <summary>Everything about a refresh is told before its token can be seen: what reads a counter after it has the new token finds the refresh counted.</summary>
    public void End(RefreshFlight flight, RefreshOutcome outcome)
    {
        if (flight.Completion.IsCompleted)
        {
            return;
        }

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

    /// <summary>Starts no more flights, and waits for the one under way.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await DrainAsync().ConfigureAwait(false);
    }

    private async ValueTask<BrevAccessToken> WaitAsync(CachedToken? current, RefreshReason reason, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var outcome = await Join(current?.Token.Token, reason).WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
            var latest = _current;
            var isUsable = latest is not null && !latest.Lifetime.HasEnded(timeProvider);
            if (isUsable && !(reason == RefreshReason.Rejected && outcome.IsFailure))
            {
                return latest!.Token;
            }

            if (latest is null || isUsable || !outcome.HadToken || round == MostRounds)
            {
                throw outcome.ToException(Context(latest, isUsable));
            }

            // It was good when the flight ended and is over now: the login is intact, so the next one is fetched.
            (current, reason) = (latest, reason == RefreshReason.Look ? RefreshReason.Expired : reason);
        }
    }

    private void RefreshInBackground(CachedToken current)
    {
        if (_flight is null && !_isDisposed && throttle.FindBackgroundWork(current) is { } reason)
        {
            _ = Join(current.Token.Token, reason);
        }
    }

    /// <summary>Joins the flight that is running, or starts one, unless <paramref name="outdated"/> has been replaced by a token that can be sent.</summary>
    private Task<RefreshOutcome> Join(string? outdated, RefreshReason reason)
    {
        lock (_gate)
        {
            if (_current is { } current && current.Token.Token != outdated)
            {
                if (current.Lifetime.IsSendable(timeProvider))
                {
                    return Task.FromResult<RefreshOutcome>(new RefreshOutcome.Adopted(current));
                }

                reason = RefreshReason.Expired;
            }

            if (_flight is { } running)
            {
                running.Raise(reason);
                return running.Completion;
            }

            return _isDisposed
                ? throw new ObjectDisposedException(nameof(BrevCredential), "The credential has been disposed. Keep it as long as the clients that use it.")
                : Start(outdated, reason).Completion;
        }
    }

    /// <summary>Starts a flight that inherits nothing from its caller: neither cancellation nor trace nor async locals belong to work that others share.</summary>
    private RefreshFlight Start(string? outdated, RefreshReason reason)
    {
        using (ExecutionContext.SuppressFlow())
        {
            var flight = _flight = new RefreshFlight(this, _current, outdated, reason, timeProvider.GetTimestamp());
            var work = Task.Run(() => refresher.RunAsync(flight));
            _work = _work.IsCompleted ? work : Task.WhenAll(_work, work);
            return flight;
        }
    }

    /// <summary>The token from now on: a live one is never replaced by an expired one. Only the one flight changes it, so this needs no lock.</summary>
    private CachedToken? Choose(RefreshOutcome outcome) =>
        outcome.Token is { TokenSet: not null } next && (_current is not { } current || !next.Lifetime.HasEnded(timeProvider) || current.Lifetime.HasEnded(timeProvider))
            ? next
            : _current;

    private RefreshContext Context(CachedToken? latest, bool isUsable) => new(refresher.Source, latest, isUsable, timeProvider.GetUtcNow());
}
