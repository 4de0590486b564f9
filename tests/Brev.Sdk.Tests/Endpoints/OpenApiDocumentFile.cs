using System.Text.Json.Nodes;

namespace Brev.Sdk.Tests.Endpoints;

/// <summary>The document of the project, as plain JSON.</summary>
public static class OpenApiDocumentFile
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "head", "options"];

    public static JsonObject Root { get; } =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "brev.openapi.json")))!.AsObject();

    public static IReadOnlyDictionary<string, DescribedOperation> Operations { get; } =
        ReadOperations().ToDictionary(operation => operation.Id, StringComparer.Ordinal);

    /// <summary>The object itself, or the one that its <c>$ref</c> names.</summary>
    public static JsonObject Resolve(JsonNode? node)
    {
        var value = node!.AsObject();
        while (value["$ref"] is { } reference)
        {
            JsonNode target = Root;
            foreach (var segment in reference.GetValue<string>().Split('/').Skip(1))
            {
                target = target[segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)]!;
            }

            value = target.AsObject();
        }

        return value;
    }

    private static IEnumerable<DescribedOperation> ReadOperations() =>
        from path in Root["paths"]!.AsObject()
        from entry in path.Value!.AsObject()
        where Methods.Contains(entry.Key)
        let node = entry.Value!.AsObject()
        let server = (node["servers"] ?? Root["servers"])![0]!["x-name"]!.GetValue<string>()
        select new DescribedOperation(
            node["operationId"]!.GetValue<string>(), HttpMethod.Parse(entry.Key), path.Key, server, node["security"]!.AsArray().Count > 0,
            node);
}
