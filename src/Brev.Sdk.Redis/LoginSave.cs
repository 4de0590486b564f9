namespace Brev.Sdk.Redis;

/// <summary>
/// What a refresh has brought, the fingerprint of what it replaces, and the refresh's claim. In clear: encrypting it may be what failed.
/// </summary>
internal sealed class LoginSave(BrevStoredCredential login, string replaced, string? claim)
{
    public BrevStoredCredential Login { get; } = login;

    public string Replaced { get; } = replaced;

    public string? Claim { get; } = claim;
}
