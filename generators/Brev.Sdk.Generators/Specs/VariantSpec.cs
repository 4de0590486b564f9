namespace Brev.Sdk.Generators.Specs;

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
    EquatableArray<string> DiscriminatorValues)
{
    /// <summary>Whether every object has this form, because it describes no members or all other forms extend it.</summary>
    public bool IsAnyObject { get; init; }
}
