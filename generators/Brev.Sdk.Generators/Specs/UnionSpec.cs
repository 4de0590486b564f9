namespace Brev.Sdk.Generators.Specs;

/// <summary>A value that has one of several forms.</summary>
internal sealed record UnionSpec(
    string Name, string SchemaName, string Description, string Discriminator, EquatableArray<VariantSpec> Variants)
{
    /// <summary>The property that holds a value of none of the forms.</summary>
    public string Unknown => UnknownOf(Name);

    public static string UnknownOf(string union) => union == nameof(Unknown) ? "UnknownValue" : nameof(Unknown);
}
