namespace Brev.Sdk.Generators.Specs;

/// <summary>One open enumeration.</summary>
internal sealed record EnumSpec(string Name, string SchemaName, string Description, EquatableArray<EnumMemberSpec> Members)
{
    /// <summary>Whether its values are whole numbers on the wire.</summary>
    public bool IsNumber { get; init; }
}
