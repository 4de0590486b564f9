namespace Brev.Sdk.Generators.Specs;

/// <summary>One known value of an open enumeration.</summary>
internal sealed record EnumMemberSpec(string Name, string Value, string Description);

/// <summary>One open enumeration.</summary>
internal sealed record EnumSpec(string Name, string SchemaName, string Description, EquatableArray<EnumMemberSpec> Members);
