using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>Ways through the tree of an OpenAPI document.</summary>
internal static class DocumentTree
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

    public static IEnumerable<DocumentOperation> Operations(this JsonObject document) =>
        from path in document["paths"]!.AsObject()
        from item in path.Value!.AsObject()
        where Methods.Contains(item.Key)
        select new DocumentOperation(document, item.Key, path.Key, item.Value!.AsObject());

    public static JsonObject Components(this JsonObject document, string kind) => document["components"]![kind]!.AsObject();

    public static JsonObject Schemas(this JsonObject document) => document.Components("schemas");

    public static IEnumerable<DocumentProperty> Properties(this JsonObject document) =>
        from schema in document.Schemas()
        where schema.Value!["properties"] is not null
        from property in schema.Value!["properties"]!.AsObject()
        select new DocumentProperty(schema.Key, property.Key, property.Value!.AsObject());

    /// <summary>Every object in the tree, the root included.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node) => node switch
    {
        JsonObject single => single.SelectMany(member => member.Value.Objects()).Prepend(single),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    public static IEnumerable<string> References(this JsonNode? node) =>
        node.Objects().Select(each => each["$ref"]?.GetValue<string>()).OfType<string>();

    /// <summary>What a <c>$ref</c> inside the document points to, or nothing.</summary>
    public static JsonNode? Find(this JsonObject document, string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
        {
            return null;
        }

        return reference[2..].Split('/').Aggregate((JsonNode?)document, (node, name) => (node as JsonObject)?[name]);
    }

    public static JsonObject Resolve(this JsonObject document, JsonNode node) =>
        node["$ref"] is { } reference ? document.Find(reference.GetValue<string>())!.AsObject() : node.AsObject();

    /// <summary>Names of the schemas that can be reached from the nodes, directly or through other schemas.</summary>
    public static HashSet<string> Reach(this JsonObject document, IEnumerable<JsonNode?> from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>(from.SelectMany(References));
        while (open.TryDequeue(out var reference))
        {
            if (seen.Add(reference))
            {
                document.Find(reference).References().ToList().ForEach(open.Enqueue);
            }
        }

        const string prefix = "#/components/schemas/";
        return [.. seen.Where(each => each.StartsWith(prefix, StringComparison.Ordinal)).Select(each => each[prefix.Length..])];
    }

    public static HashSet<string> SchemasInAnswers(this JsonObject document) =>
        document.Reach(document.Operations().Select(operation => operation.Node["responses"]));

    public static bool HasText(this JsonNode node, string name) => !string.IsNullOrWhiteSpace(node[name]?.GetValue<string>());
}
