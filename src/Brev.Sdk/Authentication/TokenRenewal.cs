using Brev.Sdk.Credentials;
using Brev.Sdk.IdentityProviders;

namespace Brev.Sdk.Authentication;

/// <summary>
/// One renewal: lock the store → read it again → decide → ask the identity provider → store the answer → unlock. Never throws; what goes wrong is in the
/// verdict. Not thread-safe: the token source runs one at a time.
/// </summary>
internal sealed class TokenRenewal(
    BoundedStore store,
    Func<BrevStoredCredential, IIdentityProvider> selectProvider,
    TokenSourceSettings settings,
    RenewalBackoff backoff,
    ForcedRenewalBudget budget,
    UnsavedCredential unsaved)
{
    /// <summary>The exact credential that a provider rejected: asking about it again would only bring the same answer.</summary>
    private BrevStoredCredential? _rejected;
    private string _rejection = "";

    private readonly ForcedRenewalBudget _earlyTries = new(settings.TimeProvider);

    public async Task<RenewalVerdict> RunAsync(TokenSnapshot? current, RenewalReason reason, CancellationToken cancellationToken)
    {
        try
        {
            var held = await store.LockAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await DecideAsync(current, reason, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await store.UnlockAsync(held, settings).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Transient($"The renewal, with the wait for the lock of {store.Description}, took longer than {settings.RefreshTimeout.TotalSeconds * 2:0.###} seconds.", null, null);
        }
        catch (BrevConfigurationException exception)
        {
            return new RenewalVerdict(RenewalResult.Unreadable, Reason: exception.Message, Exception: exception);
        }
        catch (Exception exception)
        {
            // A store is the application's own code too: whatever it throws must not end a login that still works.
            return Transient($"The credential store {store.Description} failed ({exception.GetType().Name}).", null, exception);
        }
    }

    /// <summary>Reads the store without a lock, to see whether somebody else has changed the login.</summary>
    public async Task<RenewalVerdict> LookAsync(TokenSnapshot current, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(current, cancellationToken).ConfigureAwait(false) is { Found: { } found }
                ? new RenewalVerdict(RenewalResult.Adopted, found)
                : new RenewalVerdict(RenewalResult.Unchanged, Reason: _rejection);
        }
        catch (Exception exception)
        {
            return Transient($"The credential store {store.Description} failed ({exception.GetType().Name}).", null, exception);
        }
    }

    /// <summary>
    /// Where somebody waits and nothing else is left to send, the provider is asked a few times a minute although it has just failed: it may be back. Not when it
    /// has asked for a pause itself.
    /// </summary>
    private bool MayTryEarly(RenewalReason reason) =>
        reason is RenewalReason.Expired or RenewalReason.Initial && !backoff.IsRequested && _earlyTries.TrySpend();

    public bool IsRejected(BrevStoredCredential credential) => _rejected is { } rejected && IsSameLogin(credential, rejected);

    private static bool IsSameLogin(BrevStoredCredential one, BrevStoredCredential other) =>
        one.AccessToken == other.AccessToken && one.RefreshToken == other.RefreshToken && one.ApiKey == other.ApiKey;

    private async Task<RenewalVerdict> DecideAsync(TokenSnapshot? current, RenewalReason reason, CancellationToken cancellationToken)
    {
        var (stored, found, early) = await ReadAsync(current, cancellationToken).ConfigureAwait(false);
        if (early is not null)
        {
            return early;
        }

        var isAskedForAnother = current is null && reason == RenewalReason.Rejected;
        if (found is not null && IsGoodEnough(found, reason) && !isAskedForAnother)
        {
            return new RenewalVerdict(current is null ? RenewalResult.Unchanged : RenewalResult.Adopted, found);
        }

        return await AskAsync(Newest(stored!, current, found), current, found, reason, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What to renew with: what is stored, unless a slow writer has put back an older login of the same account, whose one-use refresh token is used up.
    /// </summary>
    private BrevStoredCredential Newest(BrevStoredCredential stored, TokenSnapshot? current, TokenSnapshot? found) =>
        found is null && current is { Claims: not null, Credential.RefreshToken: not null } && stored.AccessToken is { } older && older != current.Token.Token
        && !IsRejected(current.Credential)
            ? current.Credential
            : stored;

    /// <summary>
    /// What the store holds now: an early verdict when there is nothing to go on with, otherwise the credential, and its snapshot when it differs from the
    /// current one.
    /// </summary>
    private async Task<(BrevStoredCredential? Stored, TokenSnapshot? Found, RenewalVerdict? Early)> ReadAsync(TokenSnapshot? current, CancellationToken cancellationToken)
    {
        var loaded = await LoadAsync(current, cancellationToken).ConfigureAwait(false);
        if (loaded is null && IsWorthMore(current))
        {
            return (current!.Credential, null, null);
        }

        var stored = loaded is null ? null : StoredToken.Clean(loaded);
        stored = unsaved.Overlay(stored);
        if (stored is null || StoredToken.IsEmpty(stored))
        {
            return (null, null, new RenewalVerdict(RenewalResult.SignedOut));
        }

        var snapshot = TokenSnapshot.Create(stored, settings.RefreshBeforeExpiry, settings.TimeProvider, justIssued: false);
        if (current is null || snapshot is null)
        {
            return (stored, snapshot, null);
        }

        if (current.Claims is { } mine && snapshot.Claims is { } theirs && !theirs.IsSameAccountAs(mine))
        {
            return (stored, null, new RenewalVerdict(RenewalResult.OtherAccount));
        }

        return (stored, IsNewer(snapshot, current) ? snapshot : null, null);
    }

    private async Task<BrevStoredCredential?> LoadAsync(TokenSnapshot? current, CancellationToken cancellationToken)
    {
        try
        {
            return await store.LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BrevConfigurationException) when (IsWorthMore(current))
        {
            return null;
        }
    }

    /// <summary>The brev CLI writes in place: killed in the middle it leaves half a file, which does not end a login that this process still holds whole.</summary>
    private bool IsWorthMore(TokenSnapshot? current) => store.WasCutOff && current?.Credential.RefreshToken is not null;

    /// <summary>A stored token that is older than the one in use is what a slow writer left behind, never something to go back to.</summary>
    private static bool IsNewer(TokenSnapshot candidate, TokenSnapshot current) =>
        candidate.Token.Token != current.Token.Token
        && !(candidate.Token.ExpiresOn is { } candidateEnd && current.Token.ExpiresOn is { } currentEnd && candidateEnd < currentEnd);

    private bool IsGoodEnough(TokenSnapshot found, RenewalReason reason)
    {
        var now = found.Schedule.Now(settings.TimeProvider);
        return reason == RenewalReason.Window ? now < found.Schedule.RefreshAfter : now < found.Schedule.NeverUseAfter;
    }

    private async Task<RenewalVerdict> AskAsync(
        BrevStoredCredential stored, TokenSnapshot? current, TokenSnapshot? found, RenewalReason reason, CancellationToken cancellationToken, bool isConfirming = false)
    {
        if (!IdentityProviderSelector.CanRenew(stored))
        {
            return new RenewalVerdict(RenewalResult.Unchanged, found, "There is no refresh token to renew it with.");
        }

        if (IsRejected(stored))
        {
            return new RenewalVerdict(RenewalResult.Rejected, found, _rejection);
        }

        if (backoff.Remaining is var wait && wait > TimeSpan.Zero && !MayTryEarly(reason))
        {
            return new RenewalVerdict(RenewalResult.Transient, found, $"The identity provider failed a moment ago; the next attempt is due in {Math.Ceiling(wait.TotalSeconds):0} seconds.", wait);
        }

        if (reason == RenewalReason.Rejected && !isConfirming && !budget.TrySpend())
        {
            return new RenewalVerdict(RenewalResult.Transient, found, "Too many renewals were forced within a minute.");
        }

        try
        {
            return await RenewAsync(stored, current, cancellationToken).ConfigureAwait(false);
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

    private async Task<RenewalVerdict> RenewAsync(BrevStoredCredential stored, TokenSnapshot? current, CancellationToken cancellationToken)
    {
        var tokens = await selectProvider(stored).RenewAsync(stored, cancellationToken).ConfigureAwait(false);
        var renewed = stored with { AccessToken = tokens.AccessToken, RefreshToken = tokens.RefreshToken ?? stored.RefreshToken };
        var snapshot = TokenSnapshot.Create(renewed, settings.RefreshBeforeExpiry, settings.TimeProvider, justIssued: true)!;
        backoff.Succeed();
        renewed = renewed with { AccessTokenExpiresOn = snapshot.Token.ExpiresOn, AccessTokenIssuedOn = snapshot.Token.IssuedOn };
        await unsaved.SaveAsync(stored, renewed).ConfigureAwait(false);

        // A stored login without an access token does not say whose it is; the renewed one does.
        return current?.Claims is { } mine && snapshot.Claims is { } theirs && !theirs.IsSameAccountAs(mine)
            ? new RenewalVerdict(RenewalResult.OtherAccount)
            : new RenewalVerdict(RenewalResult.Renewed, snapshot);
    }

    /// <summary>
    /// The brev CLI takes no lock: it may have signed in again, or used up a one-use refresh token, while the provider was being asked. Then what it has
    /// stored counts, and the provider is asked about that, once.
    /// </summary>
    private async Task<RenewalVerdict> ConfirmRejectionAsync(
        BrevStoredCredential asked, TokenSnapshot? current, RenewalFailedException failure, RenewalReason reason, bool isConfirming, CancellationToken cancellationToken)
    {
        _rejected = asked;
        _rejection = failure.Reason;
        var (stored, found, early) = await ReadAsync(current, cancellationToken).ConfigureAwait(false);
        if (early is not null)
        {
            return early;
        }

        if (!isConfirming && !IsRejected(stored!))
        {
            return found is not null && IsGoodEnough(found, RenewalReason.Expired)
                ? new RenewalVerdict(RenewalResult.Adopted, found)
                : await AskAsync(stored!, current, found, reason, cancellationToken, isConfirming: true).ConfigureAwait(false);
        }

        return new RenewalVerdict(RenewalResult.Rejected, found, failure.Reason, Exception: failure);
    }

    private RenewalVerdict Transient(string reason, TimeSpan? retryAfter, Exception? exception)
    {
        backoff.Fail(retryAfter);
        return new RenewalVerdict(RenewalResult.Transient, Reason: reason, RetryAfter: retryAfter, Exception: exception);
    }
}
