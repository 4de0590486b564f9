namespace Brev.Sdk.Generators.Specs;

/// <summary>The kind of JSON value that a form of a union is written as.</summary>
internal enum JsonForm
{
    String,
    Number,
    Boolean,
    Array,
    Object,
}

/// <summary>One form of a union.</summary>
/// <param name="Name">The property that holds it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Form">The kind of JSON value.</param>
/// <param name="Required">The JSON names of members that it always has.</param>
/// <param name="Known">The JSON names of members that it can have.</param>
/// <param name="Constants">Members that always have one value.</param>
/// <param name="DiscriminatorValues">The values of the discriminator that mean it.</param>
internal sealed record VariantSpec(
    string Name,
    TypeSpec Type,
    JsonForm Form,
    EquatableArray<string> Required,
    EquatableArray<string> Known,
    EquatableArray<ConstantSpec> Constants,
    EquatableArray<string> DiscriminatorValues);

/// <summary>A member with one possible value.</summary>
internal sealed record ConstantSpec(string JsonName, string Value);

/// <summary>A value that has one of several forms.</summary>
internal sealed record UnionSpec(string Name, string SchemaName, string Description, string Discriminator, EquatableArray<VariantSpec> Variants);
