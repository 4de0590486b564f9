namespace Brev.Sdk.Redis;

/// <summary>What a refresh has brought, and the fingerprint of what it replaces. In clear: encrypting it may be what failed.</summary>
internal sealed class LoginSave(BrevStoredCredential login, string replaced)
{
    public BrevStoredCredential Login { get; } = login;

    public string Replaced { get; } = replaced;
}
