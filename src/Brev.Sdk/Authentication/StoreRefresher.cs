using Brev.Sdk.Credentials;
using Brev.Sdk.IdentityProviders;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Refreshes a login in a store: read → compare → may the provider be asked? → lock → read and compare again → ask → save → publish → unlock. One flight at a
/// time.
/// </summary>
internal sealed class StoreRefresher(
    TimeLimitedStore store,
    StoreComparer comparer,
    TokenSetSaver saver,
    Func<BrevStoredCredential, IIdentityProvider> selectProvider,
    RefreshThrottle throttle,
    RefreshTelemetry telemetry,
    RefreshSettings settings) : ITokenRefresher
{
    private readonly LockWait _lockWait = new();
    private long? _issuedAt;

    /// <summary>Raised when a flight has ended with a token.</summary>
    public event Action? LoginFound;

    /// <inheritdoc/>
    public string Source => store.Description;

    /// <inheritdoc/>
    public async Task RunAsync(RefreshFlight flight)
    {
        IAsyncDisposable? held = null;
        try
        {
            if (await TryEndUnlockedAsync(flight).ConfigureAwait(false) || (held = await LockAsync(flight).ConfigureAwait(false)) is null)
            {
                return;
            }

            var outcome = await RefreshAsync(flight).ConfigureAwait(false);
            store.ReportObstacle();
            flight.End(outcome);
        }
        catch (Exception exception)
        {
            flight.End(ToOutcome(exception, flight));
        }
        finally
        {
            if (flight.Completion is { IsCompletedSuccessfully: true, Result.Token: not null })
            {
                LoginFound?.Invoke();
            }

            if (held is not null)
            {
                await store.UnlockAsync(held).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The store has changed: a flight that waits for its lock reads it.</summary>
    /// <returns>Whether one was waiting.</returns>
    public bool EndLockWait() => _lockWait.End();

    /// <summary>
    /// Reads without the lock, so that a login that is good, or none at all, neither waits for other processes nor leaves a lock file behind.
    /// </summary>
    /// <returns>False when the provider has to be asked.</returns>
    private async Task<bool> TryEndUnlockedAsync(RefreshFlight flight)
    {
        var found = await comparer.ReadAsync(flight.Current).ConfigureAwait(false);
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

    /// <summary>Ends a look, unless a caller has raised it, or it has found what has to be refreshed before it can be used.</summary>
    private bool TryEndLook(RefreshFlight flight, StoreFinding found)
    {
        if (flight.Current is not { } current)
        {
            if (found.Outcome is null && !IsGood(found.Newer, RefreshReason.Look))
            {
                flight.Raise(RefreshReason.Expired);
                return false;
            }

            return found.Outcome is null && flight.TryEndLook(new RefreshOutcome.Unchanged(found.Newer));
        }

        if (IsGood(found.Newer, RefreshReason.Look))
        {
            return false;
        }

        if (IsRefreshedFirst(current, found.TokenSet))
        {
            flight.Raise(RefreshReason.Window);
            return false;
        }

        return flight.TryEndLook(new RefreshOutcome.Unchanged());
    }

    /// <summary>
    /// Waits for the lock: long enough for another process to wait for the provider in vain. A notice that the store has changed ends the wait when the change is
    /// what was waited for, so that a fleet does not queue for a lock only to read.
    /// </summary>
    /// <returns><see langword="null"/> when the flight has ended without it.</returns>
    private async Task<IAsyncDisposable?> LockAsync(RefreshFlight flight)
    {
        while (true)
        {
            if (await _lockWait.RunAsync(store.LockAsync).ConfigureAwait(false) is { } held)
            {
                return held;
            }

            var found = await comparer.ReadAsync(flight.Current).ConfigureAwait(false);
            if (flight.Current is not null && IsGood(found.Newer, flight.ReasonAt(settings.TimeProvider)))
            {
                flight.End(new RefreshOutcome.Adopted(found.Newer!));
                return null;
            }
        }
    }

    private async Task<RefreshOutcome> RefreshAsync(RefreshFlight flight)
    {
        var found = await comparer.ReadAsync(flight.Current).ConfigureAwait(false);
        return Decide(flight, found) ?? FindRefusal(flight, found) ?? await AskAsync(flight, found, isConfirming: false).ConfigureAwait(false);
    }

    /// <summary>What the store alone decides; <see langword="null"/> when the provider has to be asked.</summary>
    private RefreshOutcome? Decide(RefreshFlight flight, StoreFinding found)
    {
        var isAskedForAnother = flight.Current is null && flight.Reason >= RefreshReason.Rejected;
        if (found.Outcome is not null || isAskedForAnother || !IsGood(found.Newer, flight.ReasonAt(settings.TimeProvider)))
        {
            return found.Outcome;
        }

        return flight.Current is null ? new RefreshOutcome.Unchanged(found.Newer) : new RefreshOutcome.Adopted(found.Newer!);
    }

    private RefreshOutcome? FindRefusal(RefreshFlight flight, StoreFinding found)
    {
        var tokenSet = ChooseTokenSet(flight.Current, found);
        return tokenSet.IsRefreshable()
            ? throttle.FindRefusal(tokenSet, flight.ReasonAt(settings.TimeProvider), found.Newer ?? flight.Current)
            : new RefreshOutcome.NotRefreshable(found.Newer);
    }

    private async Task<RefreshOutcome> AskAsync(RefreshFlight flight, StoreFinding found, bool isConfirming)
    {
        var tokenSet = ChooseTokenSet(flight.Current, found);
        try
        {
            return await BuyAsync(tokenSet, found.Read, flight.ReasonAt(settings.TimeProvider)).ConfigureAwait(false);
        }
        catch (RefreshFailedException failure) when (failure.Kind == RefreshFailureKind.Rejected)
        {
            return await ConfirmRejectionAsync(flight, tokenSet, failure, isConfirming).ConfigureAwait(false);
        }
        catch (RefreshFailedException failure)
        {
            throttle.Failed(failure.RetryAfter);
            return new RefreshOutcome.Transient(failure.Reason, found.Newer, failure);
        }
    }

    /// <summary>The provider has a time limit of its own for each attempt, and no other: ending one that has used up a refresh token would lose the answer.</summary>
    private async Task<RefreshOutcome> BuyAsync(BrevStoredCredential tokenSet, BrevStoredCredential? read, RefreshReason reason)
    {
        throttle.Attempted(reason);
        var answer = await selectProvider(tokenSet).RefreshAsync(tokenSet, CancellationToken.None).ConfigureAwait(false);
        if (answer.Failure is { } failure)
        {
            // The refresh token that was asked with is used up: losing its successor would end the login.
            var kept = tokenSet with { RefreshToken = answer.RefreshToken };
            _ = await saver.SaveAsync(read, kept).ConfigureAwait(false);
            if (failure.Kind == RefreshFailureKind.Rejected)
            {
                throttle.Reject(kept, failure.Reason);
            }

            throw failure;
        }

        var issued = Issue(tokenSet with { AccessToken = answer.AccessToken, RefreshToken = answer.RefreshToken ?? tokenSet.RefreshToken }, tokenSet.AccessToken);
        throttle.Succeeded(tokenSet.AccessToken, answer.AccessToken, reason);
        if (!await saver.SaveAsync(read, issued.TokenSet!).ConfigureAwait(false) && await FindNewerAsync(issued).ConfigureAwait(false) is { } newer)
        {
            return new RefreshOutcome.Adopted(newer);
        }

        // A stored token set without an access token does not say whose it is; the new token does.
        return comparer.IsOfAnotherAccount(issued) ? new RefreshOutcome.OtherAccount() : new RefreshOutcome.Refreshed(issued);
    }

    private CachedToken Issue(BrevStoredCredential tokenSet, string? before)
    {
        // The same token twice means only that the provider has kept it.
        var sincePrevious = _issuedAt is { } at && tokenSet.AccessToken != before ? settings.TimeProvider.GetElapsedTime(at) : TimeSpan.MaxValue;
        _issuedAt = settings.TimeProvider.GetTimestamp();
        return CachedToken.OfIssued(tokenSet, settings.RefreshBeforeExpiry, sincePrevious, settings.TimeProvider);
    }

    /// <summary>
    /// The lock was lost, and something else has been stored: a newer token of the same account is used instead of the one at hand, an older one is replaced by it.
    /// Anything else is left alone and shows at the next reading; until then the token that was asked for is used.
    /// </summary>
    private async Task<CachedToken?> FindNewerAsync(CachedToken issued)
    {
        try
        {
            var found = await comparer.ReadAsync(issued).ConfigureAwait(false);
            if (IsGood(found.Newer, RefreshReason.Expired))
            {
                return found.Newer;
            }

            var isOlder = found.Outcome is null && found.TokenSet?.AccessToken != issued.Token.Token;
            if (isOlder && !await saver.SaveAsync(found.Read, issued.TokenSet!).ConfigureAwait(false))
            {
                saver.Keep(found.Read, issued.TokenSet!);
            }
        }
        catch (Exception)
        {
            // The next flight reads it.
        }

        return null;
    }

    /// <summary>
    /// The brev CLI takes no lock: it may have signed in again, or used up a one-use refresh token, while the provider was being asked. What it has stored is
    /// tried once.
    /// </summary>
    private async Task<RefreshOutcome> ConfirmRejectionAsync(RefreshFlight flight, BrevStoredCredential asked, RefreshFailedException failure, bool isConfirming)
    {
        throttle.Reject(asked, failure.Reason);
        var found = await comparer.ReadAsync(flight.Current).ConfigureAwait(false);
        if (found.Outcome is { } outcome)
        {
            return outcome;
        }

        if (isConfirming || throttle.IsRejected(found.TokenSet!))
        {
            return new RefreshOutcome.Rejected(failure.Reason, found.Newer, failure);
        }

        if (IsGood(found.Newer, RefreshReason.Expired))
        {
            return new RefreshOutcome.Adopted(found.Newer!);
        }

        return found.TokenSet!.IsRefreshable()
            ? await AskAsync(flight, found, isConfirming: true).ConfigureAwait(false)
            : new RefreshOutcome.NotRefreshable(found.Newer);
    }

    /// <summary>
    /// What to refresh: what is stored, unless an unlocked writer has put back an older token set of the same account, whose one-use refresh token is used up, or
    /// has stored a token that is over and cannot be refreshed.
    /// </summary>
    private BrevStoredCredential ChooseTokenSet(CachedToken? current, StoreFinding found)
    {
        var stored = found.TokenSet!;
        if (current is not { Claims: not null, TokenSet: { } own } || !own.IsRefreshable() || throttle.IsRejected(own))
        {
            return stored;
        }

        var isOlder = found.Newer is null && stored.AccessToken is { } older && older != current.Token.Token;
        var isUseless = found.Newer is not null && !stored.IsRefreshable() && !IsGood(found.Newer, RefreshReason.Expired);
        return isOlder || isUseless ? own : stored;
    }

    /// <summary>Whether a login has been stored that has another refresh token and no other access token yet.</summary>
    private bool IsRefreshedFirst(CachedToken current, BrevStoredCredential? stored) =>
        stored is not null
        && (stored.AccessToken is null || stored.AccessToken == current.Token.Token)
        && stored.RefreshToken != current.TokenSet!.RefreshToken
        && stored.IsRefreshable()
        && !throttle.IsRejected(stored);

    private bool IsGood(CachedToken? token, RefreshReason reason) =>
        token is not null && (reason == RefreshReason.Window
            ? token.Lifetime.Now(settings.TimeProvider) < token.Lifetime.RefreshOn
            : token.Lifetime.IsSendable(settings.TimeProvider));

    /// <summary>A look that fails says nothing about the login, and no more about the provider.</summary>
    private RefreshOutcome ToOutcome(Exception exception, RefreshFlight flight)
    {
        if (exception is BrevConfigurationException unreadable && (flight.Reason > RefreshReason.Look || flight.Current is null))
        {
            return new RefreshOutcome.Unreadable(unreadable);
        }

        if (flight is { Reason: RefreshReason.Look, Current: not null })
        {
            return new RefreshOutcome.Unchanged();
        }

        // A store is the application's own code too: whatever it throws must not end a login that still works.
        throttle.FailedBeforeAttempt();
        return new RefreshOutcome.Transient(
            exception is StoreUnavailableException or BrevException { IsTransient: true } ? exception.Message : $"The credential store {Source} failed ({exception.GetType().Name}).", null, exception);
    }
}
