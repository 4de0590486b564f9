namespace Brev.Sdk.Authentication;

/// <summary>
/// Remembers the token whose 403 has survived a renewal: another 403 on it is about permissions, and a renewal does not grant any. Not thread-safe but for
/// <see cref="Is"/>: the token source changes it under its gate.
/// </summary>
internal sealed class ForbiddenToken
{
    private BrevAccessToken? _token;
    private bool _isAsked;

    /// <summary>Also when the provider has handed it out once more.</summary>
    public bool Is(BrevAccessToken? token) => token is not null && Volatile.Read(ref _token)?.Token == token.Token;

    /// <summary>The renewal under way, or the next one, is wanted because of a 403.</summary>
    public void Ask() => _isAsked = true;

    /// <summary>A look at the store has ended, for a 403 on this very token or for another reason. What it adopted is the answer to whoever has asked meanwhile.</summary>
    public void EndLook(BrevAccessToken? before, BrevAccessToken? after, bool isForForbidden)
    {
        if (isForForbidden && Is(before))
        {
            // Another process may have got it for the very same 403, and would take over in turn what is renewed for it here, and so on.
            Volatile.Write(ref _token, after);
        }

        _isAsked &= ReferenceEquals(before, after);
    }

    /// <summary>A renewal has ended. What it adopted has not been renewed yet, and after a passing failure nothing has.</summary>
    public void EndRenewal(RenewalResult result, BrevAccessToken? after)
    {
        if (_isAsked && result is not (RenewalResult.Transient or RenewalResult.Unreadable or RenewalResult.Adopted))
        {
            Volatile.Write(ref _token, after);
        }

        _isAsked = false;
    }
}
