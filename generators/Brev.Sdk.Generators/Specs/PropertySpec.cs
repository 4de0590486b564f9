namespace Brev.Sdk.Generators.Specs;

/// <summary>One property of a model.</summary>
internal sealed record PropertySpec(
    string Name, string JsonName, TypeSpec Type, bool IsRequired, bool IsSecret, bool CoalescesNull, string Description)
{
    public Absence Absence { get; init; }

    /// <summary>
    /// The value that is left out on the wire: the schema's default, empty for the default of the type; <see langword="null"/> when every
    /// value is written.
    /// </summary>
    public string? OmittedDefault { get; init; }

    /// <summary>What goes out when the caller does not set it; <see langword="null"/> when it is left out then.</summary>
    public SentDefaultSpec? SentDefault { get; init; }

    /// <summary>
    /// Whether null goes out when the caller sets it to null: of a part that is to be changed, leaving a member out and setting it to null
    /// are not the same.
    /// </summary>
    public bool CanSendNull { get; init; }

    /// <summary>
    /// Whether pages are made of it: a list that loses its items, or the token of its next page, would look as if it were complete, so a
    /// value that cannot be read is an error.
    /// </summary>
    public bool IsOfPages { get; init; }

    /// <summary>Whether the document marks it as deprecated. Never so for what is required, because a caller has no choice there.</summary>
    public bool IsDeprecated { get; init; }
}
