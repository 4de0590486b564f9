using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>An operation as it stands in the document.</summary>
internal sealed record FoundOperation(string Path, IOpenApiPathItem Item, string Method, OpenApiOperation Operation)
{
    public string Pointer { get; } = Parsing.Pointer.Child(Parsing.Pointer.Child("/paths", Path), Method.ToLowerInvariant());

    /// <summary>All operations of a document, in an order of their own.</summary>
    public static IReadOnlyList<FoundOperation> In(OpenApiDocument document) =>
        document.Paths
            .SelectMany(path => (path.Value.Operations ?? []).Select(operation =>
                new FoundOperation(path.Key, path.Value, operation.Key.Method.ToUpperInvariant(), operation.Value)))
            .OrderBy(found => found.Path, StringComparer.Ordinal)
            .ThenBy(found => found.Method, StringComparer.Ordinal)
            .ToArray();
}
