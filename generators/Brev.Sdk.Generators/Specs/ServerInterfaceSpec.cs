namespace Brev.Sdk.Generators.Specs;

/// <summary>One server with the interfaces of its tags.</summary>
internal sealed record ServerInterfaceSpec(ServerSpec Server, EquatableArray<string> TagInterfaces)
{
    public static ServerInterfaceSpec From(ServerSpec server, IEnumerable<TagSpec> tags) =>
        new(server, new(tags.Where(tag => tag.Server == server.Name).Select(tag => tag.InterfaceName)));
}
