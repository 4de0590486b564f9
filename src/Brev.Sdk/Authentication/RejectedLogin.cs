namespace Brev.Sdk.Authentication;

/// <summary>
/// The exact logins that an identity provider rejected: asking about one again would only bring the same answer. The last few, because a writer without a lock can
/// have the file swing between two of them.
/// </summary>
internal sealed class RejectedLogin
{
    private const int Most = 4;

    private volatile BrevStoredCredential[] _logins = [];

    /// <summary>What the provider said last.</summary>
    public string Reason { get; private set; } = "";

    public void Remember(BrevStoredCredential login, string reason)
    {
        Reason = reason;
        _logins = [login, .. _logins.Where(known => !IsSame(known, login)).Take(Most - 1)];
    }

    public bool Is(BrevStoredCredential login)
    {
        foreach (var known in _logins)
        {
            if (IsSame(known, login))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(BrevStoredCredential one, BrevStoredCredential other) =>
        one.AccessToken == other.AccessToken && one.RefreshToken == other.RefreshToken && one.ApiKey == other.ApiKey;
}
