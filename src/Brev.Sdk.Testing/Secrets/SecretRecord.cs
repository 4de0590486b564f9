namespace Brev.Sdk.Testing.Secrets;

/// <summary>A secret with its versions, oldest first.</summary>
internal sealed class SecretRecord(ManagedSecret secret, string organizationId, SecretVersion[] versions)
{
    public ManagedSecret Secret => secret;

    public string Id => secret.SecretId!;

    public string OrganizationId => organizationId;

    public IReadOnlyList<SecretVersion> Versions => versions;

    public SecretRecord With(SecretVersion version) => new(secret, organizationId, [.. versions, version]);
}
