using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing;

/// <summary>Reads the extensions of a document; one of another type than expected counts as absent.</summary>
internal static class ExtensionValues
{
    public static string? Text(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        Node(extensions, name) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool? Flag(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        Node(extensions, name) is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static IReadOnlyList<string> Texts(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        Node(extensions, name) is JsonArray nodes ? nodes.Select(Text).ToArray() : [];

    public static JsonObject? Object(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        Node(extensions, name) as JsonObject;

    public static string Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";

    private static JsonNode? Node(IDictionary<string, IOpenApiExtension>? extensions, string name) =>
        extensions is not null && extensions.TryGetValue(name, out var value) && value is JsonNodeExtension extension
            ? extension.Node
            : null;
}
