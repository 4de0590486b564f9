namespace Brev.Sdk.Generators.Specs;

/// <summary>One parameter of an operation.</summary>
internal sealed record ParameterSpec(string Name, string WireName, ParameterPlace Place, TypeSpec Type, bool IsRequired, ListForm ListForm, string Description);
