using System.Diagnostics;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Errors;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Logs, counts and traces refreshes: each success, and each kind of failure once for a token. A logger or a listener that throws must not
/// cost the login.
/// </summary>
internal sealed class RefreshTelemetry(ILogger logger, Func<string> source, TimeProvider timeProvider)
{
    private readonly HashSet<(string Name, BrevAccessToken? Token)> _warned = [];
    private int _isObstacleLogged;

    /// <summary>Where the tokens come from.</summary>
    public string Source => source();

    public void Begin(RefreshFlight flight) =>
        Say.Quietly(() => flight.Measurement = (flight.ReasonAt(timeProvider), BrevTelemetry.StartRefresh()));

    /// <summary>Called before the outcome can be seen.</summary>
    public void Ended(RefreshFlight flight, RefreshOutcome outcome, CachedToken? next)
    {
        Say.Quietly(() => Measure(flight, outcome));
        Say.Quietly(() => Log(flight, outcome, next));
    }

    public void NotSaved(Exception exception, BrevStoredCredential tokenSet) => Say.Quietly(() => Diagnostics.Log.TokenSetNotSaved(
        logger, Source, exception.GetType().Name, StoreFailureText.Of(exception, tokenSet)));

    public void SavedLater() => Say.Quietly(() => Diagnostics.Log.TokenSetSavedLater(logger, Source));

    public void NotUnlocked(Exception exception) =>
        Say.Quietly(() => Diagnostics.Log.StoreNotUnlocked(logger, Source, exception.GetType().Name));

    public void NotLocked(string obstacle)
    {
        if (Interlocked.Exchange(ref _isObstacleLogged, 1) == 0)
        {
            Say.Quietly(() => Diagnostics.Log.StoreNotLocked(logger, Source, obstacle));
        }
    }

    private static string Text(RefreshReason reason) => reason switch
    {
        RefreshReason.Look or RefreshReason.Window => "window",
        RefreshReason.Forced or RefreshReason.Denied or RefreshReason.Forbidden => "rejected",
        _ => "expired",
    };

    private void Measure(RefreshFlight flight, RefreshOutcome outcome)
    {
        // A look that adopts is a refresh as well; it has no activity of its own.
        var reason = Text(flight.Measurement?.Reason ?? flight.Reason);
        using (var activity = flight.Measurement?.Activity)
        {
            activity?.SetTag("reason", reason).SetTag("outcome", outcome.MetricName);
            if (outcome.IsFailure && outcome.IsCounted)
            {
                activity?.SetTag("error.type", outcome.MetricName).SetStatus(ActivityStatusCode.Error);
            }
        }

        if (outcome.IsCounted && (flight.Measurement is not null || flight.Current is not null))
        {
            BrevTelemetry.Refreshed(reason, outcome.MetricName, timeProvider.GetElapsedTime(flight.StartedAt));
        }

        if (outcome.Token is { TokenSet: not null, Token.ExpiresOn: not null } token && !ReferenceEquals(token, flight.Current))
        {
            BrevTelemetry.TokenTaken(token.Lifetime.ExpiresOn - token.Lifetime.Now(timeProvider));
        }
    }

    private void Log(RefreshFlight flight, RefreshOutcome outcome, CachedToken? next)
    {
        switch (outcome)
        {
            case RefreshOutcome.Refreshed:
                Diagnostics.Log.TokenRefreshed(logger, (flight.Measurement?.Reason ?? flight.Reason).ToString(), next?.Token.ExpiresOn);
                break;
            case RefreshOutcome.Adopted:
                Diagnostics.Log.TokenAdopted(logger, Source, next?.Token.ExpiresOn);
                break;
            case { IsFailure: true } and not RefreshOutcome.SignedOut:
                LogFailure(outcome, next);
                break;
        }

        if (outcome.Token?.Lifetime.ClockDisagrees == true)
        {
            Diagnostics.Log.ClockDisagrees(logger);
        }
    }

    private void LogFailure(RefreshOutcome outcome, CachedToken? next)
    {
        _warned.RemoveWhere(warned => !ReferenceEquals(warned.Token, next?.Token));
        if (!_warned.Add((outcome.Name, next?.Token)))
        {
            Diagnostics.Log.RefreshStillFailing(logger, outcome.Name, outcome.Reason);
            return;
        }

        var left = next is null ? TimeSpan.Zero : next.Lifetime.ExpiresOn - next.Lifetime.Now(timeProvider);
        Diagnostics.Log.RefreshFailed(logger, outcome.Name, Source, outcome.Reason, left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }
}
