namespace Brev.Sdk.Generators.Specs;

/// <summary>One tag on one server: an interface.</summary>
internal sealed record TagSpec(
    string InterfaceName, string Server, string Name, string Description, EquatableArray<OperationSpec> Operations);
