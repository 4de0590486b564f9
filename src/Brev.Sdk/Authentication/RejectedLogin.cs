namespace Brev.Sdk.Authentication;

/// <summary>The exact login that an identity provider rejected: asking about it again would only bring the same answer.</summary>
internal sealed class RejectedLogin
{
    private volatile BrevStoredCredential? _login;

    /// <summary>What the provider said.</summary>
    public string Reason { get; private set; } = "";

    public void Remember(BrevStoredCredential login, string reason)
    {
        Reason = reason;
        _login = login;
    }

    public bool Is(BrevStoredCredential login) =>
        _login is { } rejected && login.AccessToken == rejected.AccessToken && login.RefreshToken == rejected.RefreshToken && login.ApiKey == rejected.ApiKey;
}
