namespace Brev.Sdk.Generators.Specs;

/// <summary>A member with one possible value.</summary>
internal sealed record ConstantSpec(string JsonName, string Value);
