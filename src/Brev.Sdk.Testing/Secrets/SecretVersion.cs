namespace Brev.Sdk.Testing.Secrets;

/// <summary>A version of a secret with its value. A class, so that nothing prints the value.</summary>
internal sealed class SecretVersion(ManagedSecretVersion version, string value)
{
    public ManagedSecretVersion Version => version;

    public string Value => value;
}
