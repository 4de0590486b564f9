namespace Brev.Sdk.Generators.Specs;

/// <summary>The security schemes that the operations of a document use, each under its name in C#.</summary>
internal sealed record SecuritySpec(EquatableArray<NamedCredentialSpec> Schemes)
{
    /// <summary>A bearer token alone needs no help: the marker says all there is to say.</summary>
    public bool IsEmitted => Schemes.Any(scheme => !scheme.Credential.IsBearer);
}
