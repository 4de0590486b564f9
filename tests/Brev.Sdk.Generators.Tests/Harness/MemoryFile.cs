using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>A document as the compiler gets it: text at a path, with the metadata of its item.</summary>
internal sealed class MemoryFile(string path, string? text, IReadOnlyDictionary<string, string> metadata) : AdditionalText
{
    private readonly SourceText? _text = text is null ? null : SourceText.From(text);

    public override string Path => path;

    public IReadOnlyDictionary<string, string> Metadata => metadata;

    /// <summary>A document that asks for contracts and the client in the namespace <c>Example</c>.</summary>
    public static MemoryFile Document(
        string text, string targetNamespace = "Example", bool strictSecurity = false, string path = "/documents/openapi.json") =>
        new(path, text, new Dictionary<string, string>
        {
            ["OpenApiNamespace"] = targetNamespace,
            ["OpenApiStrictSecurity"] = strictSecurity ? "true" : "",
            ["OpenApiContracts"] = "true",
        });

    /// <summary>The same file with other text, as after an edit.</summary>
    public MemoryFile With(string newText) => new(path, newText, metadata);

    public override SourceText? GetText(CancellationToken cancellationToken = default) => _text;
}
