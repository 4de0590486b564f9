namespace Brev.Sdk.Generators.Specs;

/// <summary>One property of a model.</summary>
internal sealed record PropertySpec(string Name, string JsonName, TypeSpec Type, bool IsRequired, bool IsSecret, bool CoalescesNull, string Description)
{
    /// <summary>
    /// The value that is left out on the wire: the schema's default, empty for the default of the type; <see langword="null"/> when every value is written.
    /// </summary>
    public string? OmittedDefault { get; init; }
}
