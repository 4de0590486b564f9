namespace Brev.Sdk.Generators.Specs;

/// <summary>The body of an answer that is an error.</summary>
/// <param name="Status">Its status; empty for every status that the document does not name.</param>
/// <param name="Type">Its type.</param>
internal sealed record ErrorSpec(string Status, TypeSpec Type);
