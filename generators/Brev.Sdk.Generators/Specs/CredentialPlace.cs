namespace Brev.Sdk.Generators.Specs;

/// <summary>Where a credential travels.</summary>
internal enum CredentialPlace
{
    /// <summary>Behind the name of a scheme, in the header of that name.</summary>
    Authorization,

    Header,
    Query,
    Cookie,
}
