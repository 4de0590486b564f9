using Brev.Sdk.Stores;
using Brev.Sdk.IdentityProviders;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Asks the provider about a token set, under the lock of the store, and saves what it gives. A rejection is confirmed by one more reading
/// of the store.
/// </summary>
internal sealed class TokenSetRefresh(
    TimeLimitedStore store,
    TokenSetStore tokenSets,
    Func<BrevStoredCredential, IIdentityProvider> selectProvider,
    RefreshThrottle throttle,
    BrevCredentialOptions options)
{
    /// <summary>
    /// What to refresh: what is stored, unless it is a token set that the one in use has replaced, whose one-use refresh token is used up,
    /// or a token that is over and cannot be refreshed, or an older login that the provider has rejected.
    /// </summary>
    public BrevStoredCredential Choose(CachedToken? current, StoreFinding found)
    {
        var stored = found.TokenSet!;
        if (current is not { Claims: not null, TokenSet: { } own } || !own.IsRefreshable() || throttle.IsRejected(own))
        {
            return stored;
        }

        var isUseless = found.Relation == TokenSetRelation.Newer && !stored.IsRefreshable() && !found.IsUsable(options.TimeProvider);
        var isRejected = found.Relation != TokenSetRelation.Newer && throttle.IsRejected(stored);
        return found.Relation == TokenSetRelation.Older || isUseless || isRejected ? own : stored;
    }

    /// <summary>Asks about what was read under the lock: at most twice, the second time to confirm a rejection.</summary>
    public async Task<RefreshOutcome> RunAsync(RefreshFlight flight, StoreFinding found, bool isConfirming = false)
    {
        var tokenSet = Choose(flight.Current, found);
        try
        {
            return await ExchangeAsync(
                flight.Current, tokenSet, found.Replaced, flight.ReasonAt(options.TimeProvider)).ConfigureAwait(false);
        }
        catch (RefreshFailedException failure) when (failure.Kind == RefreshFailureKind.Rejected)
        {
            throttle.Reject(tokenSet, failure.Reason);
            return await ConfirmRejectionAsync(flight, failure, isConfirming).ConfigureAwait(false);
        }
        catch (RefreshFailedException failure)
        {
            throttle.Failed(failure.RetryAfter);
            return new RefreshOutcome.Transient(failure.Reason, found.Newer, failure);
        }
    }

    /// <summary>
    /// The provider has a time limit of its own for each attempt, and no other: ending one that has used up a refresh token would lose the
    /// answer.
    /// </summary>
    private async Task<RefreshOutcome> ExchangeAsync(
        CachedToken? current, BrevStoredCredential tokenSet, BrevStoredCredential? read, RefreshReason reason)
    {
        throttle.Attempted(reason);
        var answer = await selectProvider(tokenSet).RefreshAsync(tokenSet, CancellationToken.None).ConfigureAwait(false);
        tokenSets.Remember(tokenSet);
        if (answer.Failure is { } failure)
        {
            // The refresh token that was asked with is used up: losing its successor would end the login.
            var kept = tokenSet with { RefreshToken = answer.RefreshToken };
            _ = await tokenSets.SaveAsync(read, kept).ConfigureAwait(false);
            if (failure.Kind == RefreshFailureKind.Rejected)
            {
                throttle.Reject(kept, failure.Reason);
            }

            throw failure;
        }

        var refreshed = tokenSet with { AccessToken = answer.AccessToken, RefreshToken = answer.RefreshToken ?? tokenSet.RefreshToken };
        var issued = CachedToken.OfIssued(refreshed, options.RefreshBeforeExpiry, current, options.TimeProvider);
        throttle.Succeeded(tokenSet.AccessToken, answer.AccessToken, reason);
        var saved = await tokenSets.SaveAsync(read, issued.TokenSet!).ConfigureAwait(false);
        if (tokenSets.IsOfAnotherAccount(issued))
        {
            // A stored token set without an access token does not say whose it is; the new token does.
            return new RefreshOutcome.OtherAccount();
        }

        return saved == SaveResult.Overtaken && await FindNewerAsync(issued).ConfigureAwait(false) is { } newer
            ? new RefreshOutcome.Adopted(newer)
            : new RefreshOutcome.Refreshed(issued);
    }

    /// <summary>
    /// Something else has been stored meanwhile: a newer token of the same account is used instead of the one at hand, an older one is
    /// replaced by it. Anything else is left alone and shows at the next reading; until then the token that was asked for is used.
    /// </summary>
    private async Task<CachedToken?> FindNewerAsync(CachedToken issued)
    {
        try
        {
            var found = await tokenSets.ReadAsync(issued).ConfigureAwait(false);
            if (found.IsUsable(options.TimeProvider))
            {
                return found.Newer;
            }

            var read = found.Reading.Stored;
            if (found.Relation == TokenSetRelation.Older
                && found.TokenSet?.AccessToken is { } stored
                && stored != issued.Token.Token
                && await tokenSets.SaveAsync(read, issued.TokenSet!).ConfigureAwait(false) == SaveResult.Overtaken)
            {
                tokenSets.Keep(read, issued.TokenSet!);
            }
        }
        catch (Exception)
        {
            // The next flight reads it.
        }

        return null;
    }

    /// <summary>
    /// The brev CLI takes no lock: it may have signed in again, or used up a one-use refresh token, while the provider was being asked.
    /// What it has stored is tried once.
    /// </summary>
    private async Task<RefreshOutcome> ConfirmRejectionAsync(RefreshFlight flight, RefreshFailedException failure, bool isConfirming)
    {
        var found = await tokenSets.ReadAsync(flight.Current).ConfigureAwait(false);
        if (found.Outcome is { } outcome)
        {
            return outcome;
        }

        if (isConfirming || throttle.IsRejected(Choose(flight.Current, found)))
        {
            if (found.Reading.Stored is { } read && throttle.IsRejected(read))
            {
                await store.ReportRejectedAsync(read).ConfigureAwait(false);
            }

            return new RefreshOutcome.Rejected(failure.Reason, found.Newer, failure);
        }

        if (found.IsUsable(options.TimeProvider))
        {
            return new RefreshOutcome.Adopted(found.Newer!);
        }

        return found.TokenSet!.IsRefreshable()
            ? await RunAsync(flight, found, isConfirming: true).ConfigureAwait(false)
            : new RefreshOutcome.NotRefreshable(found.Newer);
    }
}
