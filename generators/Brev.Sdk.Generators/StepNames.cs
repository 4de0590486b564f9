namespace Brev.Sdk.Generators;

/// <summary>Names of the incremental steps. Tests follow them to prove that nothing runs again without a reason.</summary>
internal static class StepNames
{
    public const string Files = nameof(Files);
    public const string Documents = nameof(Documents);
    public const string Problems = nameof(Problems);
    public const string Models = nameof(Models);
    public const string Unions = nameof(Unions);
    public const string UnionJson = nameof(UnionJson);
    public const string Enums = nameof(Enums);
    public const string ModelJson = nameof(ModelJson);
    public const string Resolver = nameof(Resolver);
    public const string Bodies = nameof(Bodies);
    public const string Tags = nameof(Tags);
    public const string Servers = nameof(Servers);
    public const string ServerUrls = nameof(ServerUrls);
    public const string Security = nameof(Security);
    public const string Support = nameof(Support);
    public const string Clients = nameof(Clients);
    public const string ClientPairs = nameof(ClientPairs);
    public const string EndpointTypes = nameof(EndpointTypes);
    public const string EndpointType = nameof(EndpointType);
    public const string Composition = nameof(Composition);
    public const string ClientTags = nameof(ClientTags);

    /// <summary>Every step there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Files, Documents, Problems, Models, Unions, UnionJson, Enums, ModelJson, Resolver, Bodies, Tags, Servers, ServerUrls, Security,
        Support, Clients, ClientPairs, EndpointTypes, EndpointType, Composition, ClientTags,
    ];
}
