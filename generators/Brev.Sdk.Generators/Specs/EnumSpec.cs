namespace Brev.Sdk.Generators.Specs;

/// <summary>One open enumeration.</summary>
internal sealed record EnumSpec(string Name, string SchemaName, string Description, EquatableArray<EnumMemberSpec> Members);
