using Brev.Sdk.Stores;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Refreshes a login in a store: read → compare → throttle → lock → read and compare again → ask, save → publish → unlock.
/// </summary>
internal sealed class StoreRefresher(
    TimeLimitedStore store,
    TokenSetStore tokenSets,
    TokenSetRefresh refresh,
    RefreshThrottle throttle,
    RefreshTelemetry telemetry,
    TimeProvider timeProvider,
    StoreWatch watch)
{
    public async Task RunAsync(RefreshFlight flight)
    {
        IAsyncDisposable? held = null;
        try
        {
            // Without the lock first, so that a login that is good, or none at all, neither waits nor leaves a lock file behind.
            var found = await tokenSets.ReadAsync(flight.Current).ConfigureAwait(false);
            if (!TryEnd(flight, found) && (held = await LockAsync(flight).ConfigureAwait(false)) is not null)
            {
                flight.End(await RefreshAsync(flight).ConfigureAwait(false));
            }
            else if (found.Reading is { IsPutBack: true } or { IsLeftOver: true })
            {
                // No caller waits for that: the lock may be held by a program that was stopped.
                await tokenSets.PutRightAsync(flight.Current?.TokenSet).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (!flight.Completion.IsCompleted)
        {
            flight.End(ToOutcome(exception, flight));
        }
        finally
        {
            if (flight.Completion is { IsCompletedSuccessfully: true, Result.Token: not null })
            {
                watch.Start();
            }

            if (held is not null)
            {
                await store.UnlockAsync(held).ConfigureAwait(false);
            }
        }
    }

    /// <returns>False when the provider has to be asked.</returns>
    private bool TryEnd(RefreshFlight flight, StoreFinding found)
    {
        if (flight.Reason == RefreshReason.Look && TryEndLook(flight, found))
        {
            return true;
        }

        telemetry.Begin(flight);
        if ((Decide(flight, found) ?? FindRefusal(flight, found)) is not { } outcome)
        {
            return false;
        }

        flight.End(outcome);
        return true;
    }

    /// <summary>
    /// Ends a look, unless a caller has raised it, or it has found what is more than a look: news, no login, or one that has to be
    /// refreshed before it can be used.
    /// </summary>
    private bool TryEndLook(RefreshFlight flight, StoreFinding found)
    {
        var isFirst = flight.Current is null;
        if (isFirst ? found.Outcome is not null : found.IsUsable(timeProvider))
        {
            return false;
        }

        var isNewLogin = found.Relation == TokenSetRelation.OtherLogin && !throttle.IsRejected(found.TokenSet!);
        if (isFirst ? found.IsUsable(timeProvider) : !isNewLogin)
        {
            return flight.TryEndLook(new RefreshOutcome.Unchanged(isFirst ? found.Newer : null));
        }

        flight.Raise(isFirst ? RefreshReason.Expired : RefreshReason.Window);
        return false;
    }

    /// <summary>
    /// Waits for the lock. A notice that the store has changed ends the wait when the change is what was waited for, so that a fleet does
    /// not queue for a lock only to read.
    /// </summary>
    /// <returns><see langword="null"/> when the flight has ended without it.</returns>
    private async Task<IAsyncDisposable?> LockAsync(RefreshFlight flight)
    {
        var begun = timeProvider.GetTimestamp();
        while (true)
        {
            var waited = timeProvider.GetElapsedTime(begun);
            if (await watch.LockUnlessChangedAsync(token => store.LockAsync(waited, token)).ConfigureAwait(false) is { } held)
            {
                return held;
            }

            if (Decide(flight, await tokenSets.ReadAsync(flight.Current).ConfigureAwait(false)) is { } outcome)
            {
                flight.End(outcome);
                return null;
            }
        }
    }

    private async Task<RefreshOutcome> RefreshAsync(RefreshFlight flight)
    {
        var found = await tokenSets.ReadAsync(flight.Current).ConfigureAwait(false);
        if (found is { Reading.IsPutBack: true, Outcome: null }
            && await tokenSets.SaveAsync(found.Reading.Stored, found.TokenSet!).ConfigureAwait(false) == SaveResult.Saved)
        {
            found = found with { Reading = found.Reading with { Stored = found.TokenSet } };
        }

        return Decide(flight, found) ?? FindRefusal(flight, found) ?? await refresh.RunAsync(flight, found).ConfigureAwait(false);
    }

    /// <summary>What the store alone decides.</summary>
    private RefreshOutcome? Decide(RefreshFlight flight, StoreFinding found)
    {
        var isAskedForAnother = flight.Current is null && flight.Reason >= RefreshReason.Forced;
        if (found.Outcome is not null || isAskedForAnother || !IsGood(found, flight.ReasonAt(timeProvider)))
        {
            return found.Outcome;
        }

        return flight.Current is null ? new RefreshOutcome.Unchanged(found.Newer) : new RefreshOutcome.Adopted(found.Newer!);
    }

    /// <summary>Whether there is a token that makes the refresh needless: before its window when that is the reason.</summary>
    private bool IsGood(StoreFinding found, RefreshReason reason) => reason == RefreshReason.Window
        ? found.Newer is { Lifetime: var lifetime } && lifetime.Now(timeProvider) < lifetime.RefreshOn
        : found.IsUsable(timeProvider);

    private RefreshOutcome? FindRefusal(RefreshFlight flight, StoreFinding found)
    {
        var tokenSet = refresh.Choose(flight.Current, found);
        if (found.IsReportedRejected && ReferenceEquals(tokenSet, found.TokenSet) && !throttle.IsRejected(tokenSet))
        {
            // Not remembered: the report ends by itself, and with it a verdict that was a mistake.
            const string Why = "The identity provider has refused it to another process that shares it.";
            return new RefreshOutcome.Rejected(Why, found.Newer ?? flight.Current) { IsRepeated = true };
        }

        return tokenSet.IsRefreshable()
            ? throttle.FindRefusal(flight, tokenSet, found.Newer ?? flight.Current)
            : new RefreshOutcome.NotRefreshable(found.Newer);
    }

    /// <summary>A look that fails says nothing about the login, and no more about the provider.</summary>
    private RefreshOutcome ToOutcome(Exception exception, RefreshFlight flight)
    {
        if (flight is { Reason: RefreshReason.Look, Current: not null })
        {
            return new RefreshOutcome.Unchanged { IsUnread = true };
        }

        var outcome = RefreshOutcome.OfStoreFailure(exception, store.Description, flight.Current?.TokenSet);
        if (outcome is RefreshOutcome.Transient)
        {
            throttle.FailedBeforeAttempt();
        }

        return outcome;
    }
}
