using System.Net;
using Brev.Sdk.Connections;

namespace Brev.Sdk.Authentication;

/// <summary>
/// What the callers of a credential use: the current token, read without a lock, or a wait for the flight that brings the next one (<see
/// cref="RefreshFlights"/>).
/// </summary>
internal sealed class TokenCache(
    Func<RefreshFlight, Task> runAsync, RefreshThrottle throttle, RefreshTelemetry telemetry, TimeProvider timeProvider) : IAsyncDisposable
{
    /// <summary>How often a caller waits for the next token when one has ended before the caller got to run.</summary>
    private const int MostRounds = 5;

    private readonly RefreshFlights _flights = new(runAsync, throttle, telemetry, timeProvider);

    public CachedToken? Current => _flights.Current;

    public ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh, CancellationToken cancellationToken)
    {
        var current = _flights.Current;
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
    public async ValueTask<BrevAccessToken?> ReplaceRejectedAsync(
        BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken)
    {
        var reason = status == HttpStatusCode.Forbidden ? RefreshReason.Forbidden : RefreshReason.Rejected;
        if (reason == RefreshReason.Forbidden && Current?.Token.Token == rejected.Token && throttle.IsForbidden(rejected.Token))
        {
            return null;
        }

        var (outcome, latest, isUsable) = await FlyAsync(rejected.Token, reason, cancellationToken).ConfigureAwait(false);
        if (isUsable && latest!.Token.Token != rejected.Token)
        {
            return latest.Token;
        }

        return outcome is RefreshOutcome.Transient ? throw ErrorOf(outcome, latest) : null;
    }

    /// <summary>Reads the store behind the flight that is running, which may have read it before it changed.</summary>
    /// <returns>Whether it could be read; a flight that was raised and has failed does not tell.</returns>
    public async Task<bool> LookAsync()
    {
        if (_flights.Running is { } flight)
        {
            await flight.Completion.ConfigureAwait(false);
        }

        try
        {
            // The store is watched only when a login has been found in it.
            var outcome = await _flights.Join(Current!.Token.Token, RefreshReason.Look).ConfigureAwait(false);
            return outcome is not (RefreshOutcome.Unchanged { IsUnread: true } or RefreshOutcome.Transient or RefreshOutcome.Unreadable);
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    public Task DrainAsync() => _flights.DrainAsync();

    public async ValueTask DisposeAsync() => await _flights.DisposeAsync().ConfigureAwait(false);

    private async ValueTask<BrevAccessToken> WaitAsync(CachedToken? current, RefreshReason reason, CancellationToken cancellationToken)
    {
        var (outcome, latest, isUsable) = await FlyAsync(current?.Token.Token, reason, cancellationToken).ConfigureAwait(false);
        return isUsable && !(reason == RefreshReason.Rejected && outcome.IsFailure)
            ? latest!.Token
            : throw ErrorOf(outcome, latest);
    }

    /// <summary>
    /// Waits for a flight. A token that was good when the flight ended may be over when this caller gets to run: the login is intact then,
    /// and the next flight brings another.
    /// </summary>
    private async ValueTask<(RefreshOutcome Outcome, CachedToken? Latest, bool IsUsable)> FlyAsync(
        string? outdated, RefreshReason reason, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var outcome = await _flights.Join(outdated, reason).WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
            var latest = Current ?? outcome.Token;
            var isUsable = latest is not null && !latest.Lifetime.HasEnded(timeProvider);
            if (latest is null || isUsable || !outcome.HadToken || round == MostRounds)
            {
                return (outcome, latest, isUsable);
            }

            (outdated, reason) = (latest.Token.Token, reason == RefreshReason.Look ? RefreshReason.Expired : reason);
        }
    }

    private void RefreshInBackground(CachedToken current)
    {
        if (_flights is { Running: null, IsDisposed: false } && throttle.FindBackgroundWork(current) is { } reason)
        {
            _ = _flights.Join(current.Token.Token, reason);
        }
    }

    private BrevException ErrorOf(RefreshOutcome outcome, CachedToken? latest) =>
        outcome.ToException(telemetry.Source, latest, timeProvider);
}
