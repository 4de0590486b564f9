using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

public sealed class VersionTests
{
    private const string Version2 = """
        {
          "swagger": "2.0", "info": { "title": "Things", "version": "1" }, "host": "example.com", "schemes": ["https"],
          "securityDefinitions": { "key": { "type": "apiKey", "in": "header", "name": "Authorization" } },
          "paths": { "/things/{id}": { "post": {
            "operationId": "UpdateThing", "tags": ["Things"], "summary": "Changes a thing.", "security": [ { "key": [] } ],
            "consumes": ["application/json"], "produces": ["application/json"],
            "parameters": [
              { "name": "id", "in": "path", "required": true, "type": "string" },
              { "name": "sizes", "in": "query", "type": "array", "items": { "type": "integer" }, "collectionFormat": "multi" },
              { "name": "body", "in": "body", "schema": { "$ref": "#/definitions/Thing" } } ],
            "responses": { "200": { "description": "The thing.", "schema": { "$ref": "#/definitions/Thing" } } } } } },
          "definitions": {
            "Thing": { "type": "object", "required": ["name"],
              "properties": { "name": { "type": "string" }, "parts": { "type": "array", "items": { "$ref": "#/definitions/Part" } } } },
            "Part": { "type": "object", "properties": { "count": { "type": "integer", "format": "int32" } } } }
        }
        """;

    [Theory]
    [InlineData("3.0.3", "\"type\": \"string\", \"nullable\": true")]
    [InlineData("3.1.0", "\"type\": [\"string\", \"null\"]")]
    public void A_document_says_the_same_in_every_version(string version, string optionalText)
    {
        var swagger = GeneratorHarness.Contracts(MemoryFile.Document(Version2)).AssertCompiles();
        var later = GeneratorHarness.Contracts(MemoryFile.Document(Version3(version, "\"type\": \"string\""))).AssertCompiles();
        Assert.Empty(swagger.Diagnostics);
        Assert.Empty(swagger.DifferencesTo(later));
        var nullable = GeneratorHarness.Contracts(MemoryFile.Document(Version3(version, optionalText))).AssertCompiles();
        Assert.Contains("public required string? Name { get; init; }", nullable.Sources["Example.Thing.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_of_a_version_2_document_is_told_where_it_stands_there()
    {
        var run = GeneratorHarness.Contracts(
            MemoryFile.Document(Version2.Replace("#/definitions/Part", "#/definitions/Gone", StringComparison.Ordinal)));
        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("BREV0004", diagnostic.Id);
        Assert.Equal(14, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1);
    }

    [Fact]
    public void A_tag_that_is_called_as_the_server_leaves_both_an_interface()
    {
        var file = MemoryFile.Document(
            Version3("3.1.0", "\"type\": \"string\"").Replace("\"Things\"]", "\"default\"]", StringComparison.Ordinal));
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        Assert.Contains(
            "interface IDefaultApi : IDefaultTagApi;",
            contracts.Sources["Example.IDefaultApi.g.cs"],
            StringComparison.Ordinal);
        GeneratorHarness.Client(MinimalClient.Source("Example", "Client", "Default"), [contracts.Output.ToReference()], file)
            .AssertCompiles();
    }

    private static string Version3(string version, string text) => $$"""
        {
          "openapi": "{{version}}", "info": { "title": "Things", "version": "1" }, "servers": [ { "url": "https://example.com" } ],
          "paths": { "/things/{id}": { "post": {
            "operationId": "UpdateThing", "tags": ["Things"], "summary": "Changes a thing.", "security": [ { "key": [] } ],
            "parameters": [
              { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
              { "name": "sizes", "in": "query", "schema": { "type": "array", "items": { "type": "integer" } } } ],
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
            "responses": { "200": { "description": "The thing.",
              "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } } } } },
          "components": {
            "securitySchemes": { "key": { "type": "apiKey", "in": "header", "name": "Authorization" } },
            "schemas": {
              "Thing": { "type": "object", "required": ["name"],
                "properties": { "name": { {{text}} }, "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Part" } } } },
              "Part": { "type": "object", "properties": { "count": { "type": "integer", "format": "int32" } } } } }
        }
        """;
}
