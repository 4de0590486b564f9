using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>A property of a named schema.</summary>
internal sealed record DocumentProperty(string Schema, string Name, JsonObject Node)
{
    public string Title => $"{Schema}.{Name}";

    public bool MayBeNull =>
        IsAnything || Types(Node).Contains("null") || (Node["oneOf"]?.AsArray() ?? []).Any(each => Types(each!).Contains("null"));

    private bool IsAnything => Node["type"] is null && Node["oneOf"] is null && Node["$ref"] is null;

    private static IEnumerable<string> Types(JsonNode node) => node["type"] switch
    {
        JsonArray several => several.Select(each => each!.GetValue<string>()),
        { } one => [one.GetValue<string>()],
        null => [],
    };
}
