using Brev.Sdk.Credentials;
using Brev.Sdk.IdentityProviders;

namespace Brev.Sdk.Authentication;

/// <summary>
/// One renewal: lock the store → read it again → decide → ask the identity provider → store the answer → publish → unlock. Never throws; what goes wrong is in
/// the verdict. Not thread-safe: the token source runs one at a time.
/// </summary>
internal sealed class TokenRenewal(
    BoundedStore store,
    StoredLogin login,
    Func<BrevStoredCredential, IIdentityProvider> selectProvider,
    TokenSourceSettings settings,
    RenewalBackoff backoff,
    UnsavedCredential unsaved)
{
    private readonly AttemptBudget _forced = AttemptBudget.OfForcedRenewals(settings.TimeProvider);

    private readonly LockWait _lockWait = new();
    private readonly RejectedLogin _rejected = new();
    private readonly RenewalBackoff _fruitless = new(settings.TimeProvider);
    private string? _sameAgain;
    private long? _renewedAt;

    public bool IsRejected(BrevStoredCredential credential) => _rejected.Is(credential);

    /// <summary>
    /// The first look. It takes no lock: whoever finds a login that is good, or none at all, neither waits for other processes nor leaves a lock file behind.
    /// </summary>
    /// <returns><see langword="null"/> when there is a login that has to be renewed before it can be used.</returns>
    public Task<RenewalVerdict?> LoadAsync(CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            var look = await login.LookAsync(null, cancellationToken).ConfigureAwait(false);
            return look.Early ?? (look.Found is { } found && IsGoodEnough(found, RenewalReason.Initial) ? new RenewalVerdict(RenewalResult.Unchanged, found) : null);
        },
        cancellationToken);

    /// <summary>Reads the store without a lock, to see whether somebody else has changed the login.</summary>
    /// <returns><see langword="null"/> when somebody has stored a login that has to be renewed before it can be used.</returns>
    public Task<RenewalVerdict?> LookAsync(TokenSnapshot current, CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            var (stored, found, _) = await login.LookAsync(current, cancellationToken).ConfigureAwait(false);
            return found is not null ? new RenewalVerdict(RenewalResult.Adopted, found)
                : stored is not null && IsToBeRenewedFirst(stored, current) ? null
                : new RenewalVerdict(RenewalResult.Unchanged, Reason: _rejected.Reason);
        },
        cancellationToken,
        isLook: true);

    /// <summary>The store has changed: a wait for its lock ends and reads it.</summary>
    /// <returns>Whether one was waiting.</returns>
    public bool EndLockWait() => _lockWait.End();

    /// <summary>The whole renewal. The verdict is published before the lock is given back, and giving it back is nothing that callers wait for.</summary>
    public async Task RunAsync(TokenSnapshot? current, RenewalReason reason, Action<RenewalVerdict> publish)
    {
        var (held, verdict) = await LockAsync(current, reason).ConfigureAwait(false);
        if (held is not null)
        {
            // A limit of its own: a wait for the lock that was long must not cut short what comes after it, least of all the use of a one-use refresh token.
            using var limit = StartLimit();
            verdict = await GuardAsync(async () => await DecideAsync(current, reason, limit.Token).ConfigureAwait(false), limit.Token).ConfigureAwait(false);
            store.TellObstacle(held, settings);
        }

        publish(verdict!);
        if (held is not null)
        {
            await store.UnlockAsync(held, settings).ConfigureAwait(false);
        }
    }

    /// <summary>Another refresh token, and no other access token beside it yet.</summary>
    private bool IsToBeRenewedFirst(BrevStoredCredential stored, TokenSnapshot current) =>
        (string.IsNullOrEmpty(stored.AccessToken) || stored.AccessToken == current.Token.Token)
        && stored.RefreshToken != current.Credential.RefreshToken
        && IdentityProviderSelector.CanRenew(stored)
        && !IsRejected(stored);

    private CancellationTokenSource StartLimit() => new(settings.RefreshTimeout * 2, settings.TimeProvider);

    /// <summary>
    /// Long enough for another process to wait for the identity provider in vain and give the lock back. A notice that the store has changed ends the wait when the
    /// change is what was waited for, so that a fleet does not queue for a lock only to read.
    /// </summary>
    private async Task<(IAsyncDisposable? Held, RenewalVerdict? Verdict)> LockAsync(TokenSnapshot? current, RenewalReason reason)
    {
        using var limit = StartLimit();
        while (true)
        {
            IAsyncDisposable? held = null;
            var isNoticed = false;
            var verdict = await GuardAsync(
                async () =>
                {
                    held = await _lockWait.RunAsync(store.LockAsync, limit.Token).ConfigureAwait(false);
                    isNoticed = held is null;
                    return isNoticed ? await AdoptAsync(current, reason, limit.Token).ConfigureAwait(false) : null;
                },
                limit.Token,
                what: $"The wait for the lock of {store.Description}").ConfigureAwait(false);
            if (verdict is not null || !isNoticed)
            {
                return (held, verdict);
            }
        }
    }

    /// <summary>What another process has stored, when it is good enough to use without asking the provider.</summary>
    private async Task<RenewalVerdict?> AdoptAsync(TokenSnapshot? current, RenewalReason reason, CancellationToken cancellationToken)
    {
        var found = (await login.LookAsync(current, cancellationToken).ConfigureAwait(false)).Found;
        return current is not null && found is not null && IsGoodEnough(found, reason) ? new RenewalVerdict(RenewalResult.Adopted, found) : null;
    }

    /// <summary>A look that fails says nothing about the login, and no more about the identity provider: the next call looks again.</summary>
    private async Task<RenewalVerdict?> GuardAsync(Func<Task<RenewalVerdict?>> work, CancellationToken cancellationToken, bool isLook = false, string? what = null)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (BrevConfigurationException exception)
        {
            return new RenewalVerdict(RenewalResult.Unreadable, Reason: exception.Message, Exception: exception);
        }
        catch (Exception) when (isLook)
        {
            return new RenewalVerdict(RenewalResult.Unchanged, Reason: _rejected.Reason);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Transient($"{what ?? $"The renewal of the login from {store.Description}"} took longer than {settings.RefreshTimeout.TotalSeconds * 2:0.###} seconds.", null, null);
        }
        catch (BrevException exception) when (exception.IsTransient)
        {
            // A store that belongs to the SDK says itself what failed and what to do.
            return Transient(exception.Message, null, exception);
        }
        catch (FileUnavailableException exception)
        {
            return Transient(exception.Message, null, exception);
        }
        catch (Exception exception)
        {
            // A store is the application's own code too: whatever it throws must not end a login that still works.
            return Transient($"The credential store {store.Description} failed ({exception.GetType().Name}).", null, exception);
        }
    }

    private async Task<RenewalVerdict> DecideAsync(TokenSnapshot? current, RenewalReason reason, CancellationToken cancellationToken)
    {
        var (stored, found, early) = await login.LookAsync(current, cancellationToken).ConfigureAwait(false);
        if (early is not null)
        {
            return early;
        }

        var isAskedForAnother = current is null && reason == RenewalReason.Rejected;
        if (found is not null && IsGoodEnough(found, reason) && !isAskedForAnother)
        {
            return new RenewalVerdict(current is null ? RenewalResult.Unchanged : RenewalResult.Adopted, found);
        }

        return await AskAsync(Newest(stored!, current, found), found, current, reason, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What to renew with: what is stored, unless a slow writer has put back an older login of the same account, whose one-use refresh token is used up, or somebody
    /// has stored a token of the same account which has ended and cannot be renewed.
    /// </summary>
    private BrevStoredCredential Newest(BrevStoredCredential stored, TokenSnapshot? current, TokenSnapshot? found)
    {
        if (current is not { Claims: not null } || !IdentityProviderSelector.CanRenew(current.Credential) || IsRejected(current.Credential))
        {
            return stored;
        }

        var isOlder = found is null && stored.AccessToken is { } older && older != current.Token.Token;
        var isUseless = found is not null && !IdentityProviderSelector.CanRenew(stored) && !IsGoodEnough(found, RenewalReason.Expired);
        return isOlder || isUseless ? current.Credential : stored;
    }

    private bool IsGoodEnough(TokenSnapshot found, RenewalReason reason)
    {
        var now = found.Schedule.Now(settings.TimeProvider);
        return reason == RenewalReason.Window ? now < found.Schedule.RefreshAfter : now < found.Schedule.NeverUseAfter;
    }

    private async Task<RenewalVerdict> AskAsync(
        BrevStoredCredential stored, TokenSnapshot? found, TokenSnapshot? current, RenewalReason reason, CancellationToken cancellationToken, bool isConfirming = false)
    {
        if (!IdentityProviderSelector.CanRenew(stored))
        {
            return new RenewalVerdict(RenewalResult.NotRefreshable, found, "There is no refresh token to renew it with.");
        }

        if (IsRejected(stored))
        {
            return new RenewalVerdict(RenewalResult.Rejected, found, _rejected.Reason) { IsRepeated = true };
        }

        var wait = reason == RenewalReason.Expired
            ? backoff.RemainingWhileCallersWait
            : backoff.RemainingBefore((found ?? current)?.Schedule.NeverUseAfter ?? DateTimeOffset.MaxValue);
        if (wait > TimeSpan.Zero)
        {
            return new RenewalVerdict(RenewalResult.Transient, found, $"The identity provider failed a moment ago; the next attempt is due in {Math.Ceiling(wait.TotalSeconds):0} seconds.", wait) { IsRepeated = true };
        }

        if (reason == RenewalReason.Rejected && !isConfirming && stored.AccessToken == _sameAgain && _fruitless.Remaining > TimeSpan.Zero)
        {
            return new RenewalVerdict(RenewalResult.Unchanged, found) { IsRepeated = true };
        }

        if (reason == RenewalReason.Rejected && !isConfirming && !_forced.TrySpend())
        {
            return new RenewalVerdict(RenewalResult.Transient, found, "Five renewals have been forced within a minute, and no more are until it is over.") { IsRepeated = true };
        }

        try
        {
            return await RenewAsync(stored, reason).ConfigureAwait(false);
        }
        catch (RenewalFailedException failure) when (failure.Kind == RenewalFailureKind.Rejected)
        {
            return await ConfirmRejectionAsync(stored, current, failure, reason, isConfirming, cancellationToken).ConfigureAwait(false);
        }
        catch (RenewalFailedException failure)
        {
            return Transient(failure.Reason, failure.RetryAfter, failure) with { Snapshot = found };
        }
    }

    /// <summary>The provider has a time limit of its own for each attempt, and no other: ending one that has used up a refresh token would lose the answer.</summary>
    private async Task<RenewalVerdict> RenewAsync(BrevStoredCredential stored, RenewalReason reason)
    {
        var tokens = await selectProvider(stored).RenewAsync(stored, CancellationToken.None).ConfigureAwait(false);
        if (tokens.Failure is { } failure)
        {
            // The refresh token that was asked with is used up: losing its successor would end the login.
            var kept = stored with { RefreshToken = tokens.RefreshToken };
            _ = await unsaved.SaveAsync(login.LastRead, stored, kept).ConfigureAwait(false);
            if (failure.Kind == RenewalFailureKind.Rejected)
            {
                _rejected.Remember(kept, failure.Reason);
            }

            throw failure;
        }

        var renewed = stored with { AccessToken = tokens.AccessToken, RefreshToken = tokens.RefreshToken ?? stored.RefreshToken };

        // Two new tokens in a row that are almost over mean a wrong clock. The same one twice means only that the provider has kept it.
        var sinceLast = _renewedAt is { } renewedAt && renewed.AccessToken != stored.AccessToken ? settings.TimeProvider.GetElapsedTime(renewedAt) : TimeSpan.MaxValue;
        var snapshot = TokenSnapshot.Create(renewed, settings.RefreshBeforeExpiry, settings.TimeProvider, justIssued: true, sinceLast)!;
        _renewedAt = settings.TimeProvider.GetTimestamp();
        backoff.Succeed();
        RememberFruit(stored, renewed, reason);
        renewed = renewed with { AccessTokenExpiresOn = snapshot.Token.ExpiresOn, AccessTokenIssuedOn = snapshot.Token.IssuedOn };
        if (!await unsaved.SaveAsync(login.LastRead, stored, renewed).ConfigureAwait(false) && await FindNewerAsync(snapshot, renewed).ConfigureAwait(false) is { } newer)
        {
            return new RenewalVerdict(RenewalResult.Adopted, newer);
        }

        // A stored login without an access token does not say whose it is; the renewed one does.
        return login.IsOfAnotherAccount(snapshot) ? new RenewalVerdict(RenewalResult.OtherAccount) : new RenewalVerdict(RenewalResult.Renewed, snapshot);
    }

    /// <summary>
    /// The lock was lost, and something else has been stored: a newer token of the same account is used instead of the one at hand, an older one is replaced by it.
    /// Anything else, such as another account, is left alone and shows at the next reading: until then the token that was asked for is used, which is good.
    /// </summary>
    private async Task<TokenSnapshot?> FindNewerAsync(TokenSnapshot snapshot, BrevStoredCredential renewed)
    {
        try
        {
            using var limit = StartLimit();
            var (stored, found, early) = await login.LookAsync(snapshot, limit.Token).ConfigureAwait(false);
            if (found is not null && IsGoodEnough(found, RenewalReason.Expired))
            {
                return found;
            }

            var isOlder = early is null && stored is not null && stored.AccessToken != renewed.AccessToken;
            if (isOlder && !await unsaved.SaveAsync(login.LastRead, stored!, renewed).ConfigureAwait(false))
            {
                unsaved.Keep(stored!, renewed);
            }
        }
        catch (Exception)
        {
            // The next flight reads it.
        }

        return null;
    }

    /// <summary>A provider that hands out the very token that the server rejects is asked for another one ever more rarely.</summary>
    private void RememberFruit(BrevStoredCredential stored, BrevStoredCredential renewed, RenewalReason reason)
    {
        if (reason == RenewalReason.Rejected && stored.AccessToken == renewed.AccessToken)
        {
            _sameAgain = renewed.AccessToken;
            _fruitless.Fail(requested: null);
        }
        else if (stored.AccessToken != renewed.AccessToken)
        {
            _fruitless.Succeed();
        }
    }

    /// <summary>
    /// The brev CLI takes no lock: it may have signed in again, or used up a one-use refresh token, while the provider was being asked. Then what it has
    /// stored counts, and the provider is asked about that, once.
    /// </summary>
    private async Task<RenewalVerdict> ConfirmRejectionAsync(
        BrevStoredCredential asked, TokenSnapshot? current, RenewalFailedException failure, RenewalReason reason, bool isConfirming, CancellationToken cancellationToken)
    {
        _rejected.Remember(asked, failure.Reason);
        var (stored, found, early) = await login.LookAsync(current, cancellationToken).ConfigureAwait(false);
        if (early is not null)
        {
            return early;
        }

        if (!isConfirming && !IsRejected(stored!))
        {
            return found is not null && IsGoodEnough(found, RenewalReason.Expired)
                ? new RenewalVerdict(RenewalResult.Adopted, found)
                : await AskAsync(stored!, found, current, reason, cancellationToken, isConfirming: true).ConfigureAwait(false);
        }

        return new RenewalVerdict(RenewalResult.Rejected, found, failure.Reason, Exception: failure);
    }

    private RenewalVerdict Transient(string reason, TimeSpan? retryAfter, Exception? exception)
    {
        if (exception is RenewalFailedException)
        {
            backoff.Fail(retryAfter);
        }
        else
        {
            backoff.FailBeforeAttempt();
        }

        return new RenewalVerdict(RenewalResult.Transient, Reason: reason, RetryAfter: retryAfter, Exception: exception);
    }
}
