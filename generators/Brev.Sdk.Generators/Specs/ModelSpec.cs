namespace Brev.Sdk.Generators.Specs;

/// <summary>One record.</summary>
/// <param name="Name">The type's name.</param>
/// <param name="SchemaName">The schema's name, for a schema without a description.</param>
/// <param name="Description">What the document says about it.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="UnknownMembers">The property that keeps members that the document does not describe; empty when there is none.</param>
internal sealed record ModelSpec(
    string Name, string SchemaName, string Description, EquatableArray<PropertySpec> Properties, string UnknownMembers)
{
    public bool HasRequired => Properties.Any(property => property.IsRequired);

    public bool IsEmpty => Properties.Count == 0 && UnknownMembers.Length == 0;

    /// <summary>What the code that reads and writes the record depends on, so that an edit of a description leaves it alone.</summary>
    public ModelSpec WithoutDescriptions() =>
        this with
        {
            SchemaName = "",
            Description = "",
            Properties = new(Properties.Select(property => property with { Description = "" })),
        };
}
