namespace Brev.Sdk.Generators.Reading;

/// <summary>A document with what its item in the project says about it.</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="Text">What stands in it; none when it cannot be read.</param>
/// <param name="Namespace">The namespace of everything emitted from it.</param>
/// <param name="IsStrict">Whether every operation must have its own <c>security</c>.</param>
/// <param name="AsksForContracts">Whether this project gets its models and interfaces.</param>
internal sealed record DocumentFile(string Path, string? Text, string Namespace, bool IsStrict, bool AsksForContracts)
{
    /// <summary>Whether another document has its namespace already.</summary>
    public bool IsSecond { get; init; }
}
