namespace Brev.Sdk.Generators.Specs;

/// <summary>What the client's endpoint types are made of.</summary>
internal sealed record EndpointTypesSpec(string Namespace, EquatableArray<ServerSpec> Servers, string Path);
