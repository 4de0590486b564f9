using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>Whatever word emitted code uses, a document can use it for anything that has a name.</summary>
public sealed class OwnNamesTests
{
    private const string Pet = """ { "$ref": "#/components/schemas/Pet" } """;

    /// <summary>What the class of the client, written by hand beside the document's types, declares or takes from the framework.</summary>
    private static readonly string[] HandWritten =
        ["Client", "IDefaultBinding", "Exception", "InvalidOperationException", "UnauthorizedAccessException", "NotSupportedException"];

    /// <summary>A document that everything is emitted for that emitted code consists of.</summary>
    private static readonly string Everything = $$"""
        {
          "openapi": "3.1.0", "info": { "title": "All", "version": "1" },
          "servers": [ { "url": "https://{region}.example.com", "variables": { "region": { "default": "eu" } } } ],
          "security": [ { "key": [] } ],
          "paths": {
            "/pets": {
              "get": { "operationId": "ListPets", "x-pagination": { "pageSize": "size", "pageToken": "token", "nextPageToken": "next",
                "items": "items" },
                "parameters": [
                  { "name": "size", "in": "query", "schema": { "type": "integer" } },
                    { "name": "token", "in": "query", "schema": { "type": "string" } },
                  { "name": "days", "in": "query", "schema": { "type": "array", "items": { "type": "string", "format": "date" } } },
                  { "name": "session", "in": "cookie", "schema": { "type": "boolean" } } ],
                "responses": { "200": { "description": "x",
                  "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Page" } } } } } },
              "post": { "operationId": "AddPet", "requestBody": { "required": true,
                "content": { "application/json": { "schema": {{Pet}} } } },
                "responses": { "200": { "description": "x",
                  "content": { "application/json": { "schema": {{Pet}} }, "text/event-stream": { "schema": {{Pet}} } } } } },
              "put": { "operationId": "SendForm",
                "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": {{Pet}} } } },
                "responses": { "200": { "description": "x", "content": { "application/json": { "schema": { "type": "string" } } } } } },
              "patch": { "operationId": "SendLines", "requestBody": { "content": { "application/x-ndjson": { "schema": {{Pet}} } } },
                "responses": { "200": { "description": "x", "content": { "application/x-ndjson": { "schema": {{Pet}} } } } } },
              "delete": { "operationId": "SendParts", "requestBody": { "content": { "multipart/form-data": { "schema": {{Pet}} } } },
                "responses": { "204": { "description": "x" },
                  "200": { "description": "x", "content": { "application/json": { "schema": { "type": "string" } } } } } } } },
          "components": {
            "securitySchemes": { "key": { "type": "apiKey", "in": "query", "name": "key" } },
            "schemas": {
              "Page": { "type": "object", "properties": { "items": { "type": "array", "items": {{Pet}} }, "next": { "type": "string" } } },
              "Kind": { "type": "string", "enum": ["cat", "dog"] },
              "Level": { "type": "integer", "enum": [1, 2], "x-enum-varnames": ["Low", "High"] },
              "Either": { "oneOf": [ { "type": "string" }, { "type": "integer" }, {{Pet}}, { "type": "array", "items": {{Pet}} } ] },
              "Pet": { "type": "object", "required": ["name", "age"], "x-always-sent": ["kind"], "properties": {
                "name": { "type": "string" }, "age": { "type": "integer", "format": "int32" },
                  "kind": { "$ref": "#/components/schemas/Kind" },
                "level": { "$ref": "#/components/schemas/Level" }, "either": { "$ref": "#/components/schemas/Either" },
                  "secret": { "type": "string", "format": "password" },
                "weight": { "type": "number" }, "price": { "type": "string", "format": "decimal" },
                  "born": { "type": "string", "format": "date" },
                "seen": { "type": "string", "format": "date-time" }, "go": { "type": "string", "format": "go-duration" },
                  "iso": { "type": "string", "format": "duration" },
                "buf": { "type": "string", "format": "protobuf-duration" }, "nano": { "type": "integer", "format": "nanoseconds" },
                  "id": { "type": "string", "format": "uuid" },
                "raw": { "type": "string", "format": "byte" },
                  "map": { "type": "object", "additionalProperties": { "type": ["integer", "null"] } },
                "texts": { "type": "array", "items": { "type": ["string", "null"] } }, "any": {}, "flag": { "type": "boolean" } } } } }
        }
        """;

    [Fact]
    public void Every_word_of_emitted_code_can_be_a_name_of_the_document()
    {
        var words = Words();
        Assert.Contains("ServerUrls", words);
        Assert.Contains("CredentialHandler", words);
        Assert.InRange(words.Length, 400, 5000);
        var file = MemoryFile.Document(Named(words));
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var client = GeneratorHarness.Client(
            MinimalClient.Source("Example", "Client", "Default"), [contracts.Output.ToReference()], file).AssertCompiles();
        Assert.Equal("", RefitStubs.Complaints(client.Output));
    }

    /// <summary>The identifiers of all that is emitted.</summary>
    private static string[] Words()
    {
        var file = MemoryFile.Document(Everything);
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var client = GeneratorHarness.Client(
            MinimalClient.Source("Example", "Client", "Default"), [contracts.Output.ToReference()], file).AssertCompiles();
        return [.. contracts.Sources.Values.Concat(client.Sources.Values)
            .SelectMany(source => CSharpSyntaxTree.ParseText(source, GeneratorHarness.ParseOptions).GetRoot().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText)
            .Except(HandWritten, StringComparer.OrdinalIgnoreCase)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The same document with each word as the name of a schema, member, value, operation, tag, parameter and field.</summary>
    private static string Named(string[] words)
    {
        JsonObject Text() => new() { ["type"] = "string" };
        JsonObject Members() => new(words.Select(word => KeyValuePair.Create(word, (JsonNode?)Text())));
        var document = JsonNode.Parse(Everything)!;
        var schemas = (JsonObject)document["components"]!["schemas"]!;
        var schemes = (JsonObject)document["components"]!["securitySchemes"]!;
        var paths = (JsonObject)document["paths"]!;
        foreach (var word in words.Where(word => !schemas.ContainsKey(word)))
        {
            schemas[word] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [word] = Text() } };
            schemes[word] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Key" };
            paths["/words/" + word] = JsonNode.Parse($$"""
                { "get": { "operationId": "{{word}}", "tags": ["{{word}}"], "security": [ { "{{word}}": [] } ],
                  "parameters": [ { "name": "{{word}}", "in": "query", "schema": { "type": "string", "format": "date" } } ],
                  "responses": { "200": { "description": "x",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/{{word}}" } } } } } } }
                """);
        }

        schemas["AllMembers"] = new JsonObject { ["type"] = "object", ["properties"] = Members() };
        schemas["AllValues"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };
        schemas["AllForms"] = new JsonObject
        {
            ["oneOf"] = new JsonArray([.. words.Where(word => word.Length > 9)
                .Select(word => new JsonObject { ["$ref"] = "#/components/schemas/" + word })]),
        };
        paths["/all"] = JsonNode.Parse("""
            { "post": { "operationId": "All",
                "requestBody": { "content": {
                  "application/x-www-form-urlencoded": { "schema": { "$ref": "#/components/schemas/AllMembers" } } } },
                "responses": { "204": { "description": "x" } } },
              "put": { "operationId": "Parts",
                "requestBody": { "content": { "multipart/form-data": { "schema": { "$ref": "#/components/schemas/AllMembers" } } } },
                "responses": { "204": { "description": "x" } } } }
            """);
        return document.ToJsonString();
    }
}
