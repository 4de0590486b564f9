namespace Brev.Sdk.Generators.Specs;

/// <summary>What binds the client to its servers, with its endpoint table.</summary>
internal sealed record CompositionSpec(
    ClientTarget Client, string DocumentNamespace, EquatableArray<ServerSpec> Servers, EquatableArray<EndpointSpec> Endpoints);
