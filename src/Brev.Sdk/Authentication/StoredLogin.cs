using Brev.Sdk.Credentials;

namespace Brev.Sdk.Authentication;

/// <summary>
/// Looks at the store and says what it means for the login in use: nothing new, a newer token, another account, nobody. Not thread-safe: the token source runs
/// one renewal at a time.
/// </summary>
internal sealed class StoredLogin(BoundedStore store, UnsavedCredential unsaved, TokenSourceSettings settings)
{
    private const int MostReplaced = 8;

    /// <summary>Whose login this is. An API key that stands in front of it for a while says nothing about that, and changes nothing.</summary>
    private TokenClaims? _account;

    /// <summary>Refresh tokens of logins that have been replaced, the newest first: what comes with one of them is never the next login.</summary>
    private string?[] _replaced = [];
    private BrevStoredCredential? _last;

    /// <summary>What the store held when it was last read, exactly as it was: what a save replaces.</summary>
    public BrevStoredCredential? LastRead { get; private set; }

    /// <summary>Reads the store and compares it with <paramref name="current"/>.</summary>
    public async Task<StoreLook> LookAsync(TokenSnapshot? current, CancellationToken cancellationToken)
    {
        _account = current?.Claims ?? _account;
        RememberReplaced(current);
        LastRead = null;
        var loaded = await LoadAsync(current, cancellationToken).ConfigureAwait(false);
        if (loaded is null && IsWorthMore(current))
        {
            loaded = await store.RecoverAsync(current!.Credential, cancellationToken).ConfigureAwait(false);
            if (loaded is null)
            {
                return new StoreLook(current.Credential, null, null);
            }
        }

        LastRead = loaded;
        var stored = unsaved.Overlay(loaded is null ? null : StoredToken.Clean(loaded));
        if (stored is null || StoredToken.IsEmpty(stored))
        {
            return new StoreLook(null, null, new RenewalVerdict(RenewalResult.SignedOut));
        }

        var snapshot = TokenSnapshot.Create(stored, settings.RefreshBeforeExpiry, settings.TimeProvider, justIssued: false);
        if (snapshot is not null && IsOfAnotherAccount(snapshot))
        {
            return new StoreLook(stored, null, new RenewalVerdict(RenewalResult.OtherAccount));
        }

        return new StoreLook(stored, snapshot is not null && IsNews(snapshot, current) ? snapshot : null, null);
    }

    /// <summary>Whether both say whose they are, and it is not the same account.</summary>
    public bool IsOfAnotherAccount(TokenSnapshot snapshot) => _account is { } mine && snapshot.Claims is { } theirs && !theirs.IsSameAccountAs(mine);

    /// <summary>
    /// A stored token that is older than the one in use is what a slow writer left behind, never something to go back to. Beside another refresh token it may be the
    /// next one, issued by a clock that is behind: then the one in use cannot be refreshed any more.
    /// </summary>
    private bool IsNews(TokenSnapshot found, TokenSnapshot? current)
    {
        if (current is null || found.Token.Token == current.Token.Token)
        {
            return current is null;
        }

        var spread = found.Credential.RefreshToken is { Length: > 0 } theirs && theirs != current.Credential.RefreshToken && !_replaced.Contains(theirs) ? TokenClaims.ClockSpread : TimeSpan.Zero;
        var isLater = !(current.Claims is { } mine && found.Claims is { } claims && mine.IsLaterThan(claims, spread));
        return isLater || (spread > TimeSpan.Zero && store.HasReplaced(current.Credential, found.Credential));
    }

    private void RememberReplaced(TokenSnapshot? current)
    {
        if (current is null)
        {
            return;
        }

        if (_last is not null && _last.RefreshToken != current.Credential.RefreshToken)
        {
            _replaced = [_last.RefreshToken, .. _replaced.Take(MostReplaced - 1)];
        }

        _last = current.Credential;
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
}
