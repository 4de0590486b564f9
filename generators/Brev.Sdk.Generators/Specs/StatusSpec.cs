namespace Brev.Sdk.Generators.Specs;

/// <summary>What one status of a success answers with.</summary>
/// <param name="Status">The status as the document has it.</param>
/// <param name="Type">The type of its body; none when it has no body.</param>
/// <param name="IsJson">Whether the body is JSON, and not a text as it is.</param>
internal sealed record StatusSpec(string Status, TypeSpec? Type, bool IsJson = true);
