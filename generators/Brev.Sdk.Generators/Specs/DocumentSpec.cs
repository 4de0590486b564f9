namespace Brev.Sdk.Generators.Specs;

/// <summary>One server.</summary>
internal sealed record ServerSpec(string Name, string InterfaceName, string Url, string Description)
{
    /// <summary>The name of the binding interface that the client's project writes by hand.</summary>
    public string BindingName => InterfaceName.Substring(0, InterfaceName.Length - "Api".Length) + "Binding";
}

/// <summary>One server with the interfaces of its tags.</summary>
internal sealed record ServerInterfaceSpec(ServerSpec Server, EquatableArray<string> TagInterfaces)
{
    public static ServerInterfaceSpec From(ServerSpec server, IEnumerable<TagSpec> tags) =>
        new(server, new(tags.Where(tag => tag.Server == server.Name).Select(tag => tag.InterfaceName)));
}

/// <summary>One tag on one server: an interface.</summary>
internal sealed record TagSpec(string InterfaceName, string Server, string Name, string Description, EquatableArray<OperationSpec> Operations);

/// <summary>The whole document.</summary>
internal sealed record DocumentSpec(
    string Path,
    string Namespace,
    EquatableArray<ServerSpec> Servers,
    EquatableArray<TagSpec> Tags,
    EquatableArray<ModelSpec> Models,
    EquatableArray<UnionSpec> Unions,
    EquatableArray<EnumSpec> Enums,
    EquatableArray<string> Support,
    EquatableArray<ProblemSpec> Problems)
{
    /// <summary>A document of which nothing is emitted.</summary>
    public static DocumentSpec Broken(string path, string targetNamespace, params ProblemSpec[] problems) =>
        new(path, targetNamespace, default, default, default, default, default, default, new(problems));

    /// <summary>Whether there is anything to emit.</summary>
    public bool IsUsable => Servers.Count > 0;
}
