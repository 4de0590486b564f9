using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Diagnostics;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Finds the components and operations that cannot be read, each by a document of its own, and takes them out.</summary>
internal static class UnreadableParts
{
    private static readonly string[] Sections = ["definitions", "parameters", "responses", "securityDefinitions"];

    private static readonly string[] ReadByPart = ["components", "paths", NodeKind.Info];

    private static readonly string[] VersionNames = ["swagger", "openapi"];

    /// <param name="document">The document; afterwards without them.</param>
    /// <param name="read">Reads a document and gives what is wrong with it; nothing when it can be read.</param>
    /// <param name="problems">Gets what is taken out.</param>
    public static void Remove(JsonObject document, Func<JsonObject, string> read, ProblemLog problems)
    {
        foreach (var section in Sections)
        {
            RemoveFrom(document, [section], read, problems);
        }

        foreach (var name in Names(document).Except([.. VersionNames, .. ReadByPart]))
        {
            RemoveFault(document, [name], read, problems);
        }

        foreach (var section in Names(document["components"]))
        {
            RemoveFrom(document, ["components", section], read, problems);
        }

        foreach (var path in Names(document["paths"]))
        {
            RemoveFrom(document, ["paths", path], read, problems);
        }
    }

    private static string[] Names(JsonNode? node) => node is JsonObject members ? members.Select(member => member.Key).ToArray() : [];

    private static void RemoveFrom(JsonObject document, string[] steps, Func<JsonObject, string> read, ProblemLog problems)
    {
        if (steps.Aggregate((JsonNode?)document, static (node, step) => (node as JsonObject)?[step]) is not JsonObject parts)
        {
            return;
        }

        foreach (var name in Names(parts))
        {
            RemoveFault(document, [.. steps, name], read, problems);
        }
    }

    private static void RemoveFault(JsonObject document, string[] steps, Func<JsonObject, string> read, ProblemLog problems)
    {
        var name = steps[steps.Length - 1];
        var parts = (JsonObject)steps.Take(steps.Length - 1).Aggregate((JsonNode)document, static (node, step) => node[step]!);
        if (read(Alone(document, steps, parts[name])) is { Length: > 0 } fault)
        {
            parts.Remove(name);
            problems.Add(ProblemIds.InvalidElement, steps.Aggregate("", Pointer.Child), fault);
        }
    }

    /// <summary>A document that holds one part only.</summary>
    private static JsonObject Alone(JsonObject root, string[] steps, JsonNode? part)
    {
        var document = new JsonObject { ["info"] = new JsonObject { ["title"] = "", ["version"] = "" }, ["paths"] = new JsonObject() };
        foreach (var version in VersionNames.Where(root.ContainsKey))
        {
            document[version] = root[version]?.DeepClone();
        }

        var parent = document;
        foreach (var step in steps.Take(steps.Length - 1))
        {
            if (parent[step] is not JsonObject child)
            {
                child = new JsonObject();
                parent[step] = child;
            }

            parent = child;
        }

        parent[steps[steps.Length - 1]] = part?.DeepClone();
        return document;
    }
}
