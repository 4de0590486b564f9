using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Tests.Corpus;
using Brev.Sdk.Generators.Tests.Document;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

public sealed class OrderTests
{
    [Fact]
    public void The_order_of_paths_schemas_and_tags_decides_nothing()
    {
        AssertOrderDecidesNothing(BrevDocument.Text);
    }

    [Fact]
    public void Names_that_collide_are_settled_alike_in_any_order()
    {
        AssertOrderDecidesNothing("""
            {
              "openapi": "3.1.0", "info": { "title": "Names", "version": "1" },
              "paths": {
                "/a": { "get": { "operationId": "get-thing", "tags": ["b c"], "responses": { "200": { "description": "Done.", "content": { "application/json": { "schema": {
                  "type": "object", "properties": { "status": { "type": "string", "enum": ["on", "ON", "o-n"] } } } } } } } } },
                "/b": { "get": { "operationId": "getThing", "tags": ["bC"], "responses": { "200": { "description": "Done." } } } },
                "/c": { "get": { "tags": ["b-c"], "responses": { "200": { "description": "Done." } } } },
                "/C": { "get": { "responses": { "200": { "description": "Done." } } } }
              },
              "components": { "schemas": {
                "user-id": { "type": "object", "properties": { "x": { "type": "string" } } },
                "user_id": { "type": "object", "properties": { "y": { "type": "string" } } },
                "UserId": { "type": "object", "properties": { "z": { "type": "string" } } },
                "USERID": { "type": "object", "properties": { "z-z": { "type": "string" }, "z_z": { "type": "string" } } },
                "GetThingResponse": { "type": "object", "properties": { "z": { "type": "string" } } },
                "GetThingResponseStatus": { "type": "object", "properties": { "z": { "type": "string" } } }
              } }
            }
            """);
    }

    [CorpusFact]
    public void The_order_decides_nothing_in_the_documents_of_the_corpus_below_a_megabyte()
    {
        var documents = CorpusFolder.Documents.Where(path => new FileInfo(path).Length < 1_000_000).ToArray();
        Assert.NotEmpty(documents);
        Assert.All(documents, path => AssertOrderDecidesNothing(File.ReadAllText(path), compiles: false));
    }

    private static void AssertOrderDecidesNothing(string text, bool compiles = true)
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
