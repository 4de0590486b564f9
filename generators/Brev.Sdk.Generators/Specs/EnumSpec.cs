namespace Brev.Sdk.Generators.Specs;

/// <summary>One open enumeration.</summary>
internal sealed record EnumSpec(string Name, string SchemaName, string Description, EquatableArray<EnumMemberSpec> Members)
{
    /// <summary>The property that gives the value on the wire.</summary>
    public string ValueName => ValueNameOf(Name);

    public static string ValueNameOf(string type) => type == "Value" ? "WireValue" : "Value";

    /// <summary>Whether its values are whole numbers on the wire.</summary>
    public bool IsNumber { get; init; }
}
