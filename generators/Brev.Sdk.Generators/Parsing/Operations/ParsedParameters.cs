using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>What the parameters of an operation are in C#.</summary>
internal sealed class ParsedParameters
{
    public List<ParameterSpec> Specs { get; } = [];

    /// <summary>Headers that are always the same.</summary>
    public List<string> Headers { get; } = [];
}
