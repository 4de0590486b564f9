namespace Brev.Sdk.Generators.Specs;

/// <summary>What goes out for a member that is always sent when the caller does not set it.</summary>
/// <param name="Kind">The kind of value.</param>
/// <param name="Value">A text as it is; everything else as JSON.</param>
internal sealed record SentDefaultSpec(SentDefaultKind Kind, string Value);
