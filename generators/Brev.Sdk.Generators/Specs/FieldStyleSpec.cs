namespace Brev.Sdk.Generators.Specs;

/// <summary>How one member of a form is written, where the document says other than the default.</summary>
internal sealed record FieldStyleSpec(string JsonName, ValueStyle Style, bool IsExploded);
