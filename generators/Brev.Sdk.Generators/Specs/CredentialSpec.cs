namespace Brev.Sdk.Generators.Specs;

/// <summary>A security scheme as calls see it: a place that they leave empty, for a handler to fill.</summary>
/// <param name="SchemeName">Its name in the document.</param>
/// <param name="Place">Where the credential travels.</param>
/// <param name="Name">The scheme of the header <c>Authorization</c>, or the name of the header, the query parameter or the cookie.</param>
/// <param name="Description">What the document says about it.</param>
internal sealed record CredentialSpec(string SchemeName, CredentialPlace Place, string Name, string Description)
{
    public const string Bearer = nameof(Bearer);

    public bool IsBearer => Place == CredentialPlace.Authorization && Name == Bearer;
}
