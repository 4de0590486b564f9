using Brev.Sdk.Generators.Diagnostics;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>An operation as it stands in the document.</summary>
internal sealed record FoundOperation(string Path, IOpenApiPathItem Item, string Method, OpenApiOperation Operation)
{
    public string Pointer { get; } = Diagnostics.Pointer.Child(Diagnostics.Pointer.Child("/paths", Path), Method.ToLowerInvariant());

    /// <summary>What it sends.</summary>
    public IOpenApiRequestBody? Request { get; } = Referred.To(Operation.RequestBody);

    /// <summary>All operations of a document, in an order of their own.</summary>
    public static IReadOnlyList<FoundOperation> In(OpenApiDocument document)
    {
        var found = new List<FoundOperation>();
        foreach (var path in document.Paths)
        {
            foreach (var operation in path.Value.Operations ?? [])
            {
                found.Add(new FoundOperation(path.Key, path.Value, operation.Key.Method.ToUpperInvariant(), operation.Value));
            }
        }

        return found
            .OrderBy(operation => operation.Path, StringComparer.Ordinal)
            .ThenBy(operation => operation.Method, StringComparer.Ordinal)
            .ToArray();
    }
}
