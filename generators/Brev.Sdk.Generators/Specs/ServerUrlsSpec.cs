namespace Brev.Sdk.Generators.Specs;

/// <summary>The addresses of all servers of a document.</summary>
internal sealed record ServerUrlsSpec(EquatableArray<ServerUrlSpec> Servers)
{
    public const string TypeName = "ServerUrls";
}
