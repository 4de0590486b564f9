namespace Brev.Sdk.Generators.Specs;

/// <summary>The answer of an operation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Type">Its type; none when there is nothing to read.</param>
/// <param name="HasDefault">Whether a new object stands for an empty answer.</param>
/// <param name="Description">What the document says about it.</param>
internal sealed record ResultSpec(ResultKind Kind, TypeSpec? Type, bool HasDefault, string Description);
