using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>What the parameters of an operation are in C#.</summary>
/// <param name="credentials">What the operation leaves places empty for: a parameter there would be a second value in one place.</param>
internal sealed class ParsedParameters(CredentialSpec[] credentials)
{
    public List<ParameterSpec> Specs { get; } = [];

    /// <summary>Headers that are always the same.</summary>
    public List<string> Headers { get; } = [];

    /// <summary>Whether a credential travels there.</summary>
    public bool IsCredential(ParameterPlace place, string name) => Array.Exists(credentials, credential => (credential.Place, place) switch
    {
        (CredentialPlace.Authorization, ParameterPlace.Header) => IsHeader("Authorization", name),
        (CredentialPlace.Header, ParameterPlace.Header) => IsHeader(credential.Name, name),
        (CredentialPlace.Query, ParameterPlace.Query) or (CredentialPlace.Cookie, ParameterPlace.Cookie) => credential.Name == name,
        _ => false,
    });

    private static bool IsHeader(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
