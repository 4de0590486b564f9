using System.Text.Json.Nodes;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>The order in which a document says things.</summary>
internal static class DocumentOrder
{
    /// <summary>The same comes of the document when its paths, schemas and tags stand in the opposite order.</summary>
    public static void AssertDecidesNothing(string text, bool compiles = true)
    {
        var before = GeneratorHarness.Contracts(MemoryFile.Document(text));
        var after = GeneratorHarness.Contracts(MemoryFile.Document(Reversed(text)));
        Assert.NotEmpty(before.Sources);
        Assert.Empty(before.DifferencesTo(after));
        if (compiles)
        {
            before.AssertCompiles();
        }
    }

    private static string Reversed(string text)
    {
        var document = JsonNode.Parse(text)!.AsObject();
        Reverse(document, "paths");
        Reverse(document, "definitions");
        Reverse(document["components"] as JsonObject, "schemas");
        if (document["tags"] is JsonArray tags)
        {
            document["tags"] = new JsonArray([.. tags.Reverse().Select(tag => tag?.DeepClone())]);
        }

        return document.ToJsonString();
    }

    private static void Reverse(JsonObject? parent, string name)
    {
        if (parent?[name] is JsonObject members)
        {
            parent[name] = new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        }
    }
}
