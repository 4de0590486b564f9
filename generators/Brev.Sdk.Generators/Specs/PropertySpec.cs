namespace Brev.Sdk.Generators.Specs;

/// <summary>One property of a model.</summary>
internal sealed record PropertySpec(string Name, string JsonName, TypeSpec Type, bool IsRequired, bool IsSecret, bool CoalescesNull, string Description);
