namespace Brev.Sdk.Generators.Specs;

/// <summary>The whole document.</summary>
internal sealed record DocumentSpec(
    string Path,
    string Namespace,
    EquatableArray<ServerSpec> Servers,
    EquatableArray<TagSpec> Tags,
    EquatableArray<ModelSpec> Models,
    EquatableArray<UnionSpec> Unions,
    EquatableArray<EnumSpec> Enums,
    EquatableArray<ProblemSpec> Problems)
{
    /// <summary>A document of which nothing is emitted.</summary>
    public static DocumentSpec Broken(string path, string targetNamespace, params ProblemSpec[] problems) =>
        new(path, targetNamespace, default, default, default, default, default, new(problems)) { IsUsable = false };

    /// <summary>The security schemes that its operations use.</summary>
    public SecuritySpec Security { get; init; } = new(EquatableArray<NamedCredentialSpec>.Empty);

    /// <summary>The addresses of its servers.</summary>
    public ServerUrlsSpec ServerUrls { get; init; } = new(EquatableArray<ServerUrlSpec>.Empty);

    /// <summary>Whether there is anything to emit.</summary>
    public bool IsUsable { get; init; } = true;
}
