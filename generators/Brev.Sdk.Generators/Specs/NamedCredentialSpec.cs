namespace Brev.Sdk.Generators.Specs;

/// <summary>A security scheme with its name in C#.</summary>
internal sealed record NamedCredentialSpec(string Name, CredentialSpec Credential);
