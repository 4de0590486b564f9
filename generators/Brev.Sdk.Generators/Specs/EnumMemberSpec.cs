namespace Brev.Sdk.Generators.Specs;

/// <summary>One known value of an open enumeration.</summary>
internal sealed record EnumMemberSpec(string Name, string Value, string Description);
