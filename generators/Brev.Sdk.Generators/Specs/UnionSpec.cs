namespace Brev.Sdk.Generators.Specs;

/// <summary>A value that has one of several forms.</summary>
internal sealed record UnionSpec(string Name, string SchemaName, string Description, string Discriminator, EquatableArray<VariantSpec> Variants);
