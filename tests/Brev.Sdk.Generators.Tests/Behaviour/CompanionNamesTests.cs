using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What is emitted for an operation beside its own method has a name that no operation takes, whatever is added.</summary>
public sealed class CompanionNamesTests
{
    private const string Page = """
        { "type": "object", "properties": {
          "page": { "type": "object", "properties": { "token": { "type": "string" } } }, "next": { "type": "string" },
          "items": { "type": "array", "items": { "type": "string" } } } }
        """;

    private const string Json = $$""" "content": { "application/json": { "schema": {{Page}} } } """;

    private const string Paged = $$"""
        "x-pagination": { "pageToken": "page.token", "nextPageToken": "next", "items": "items" },
        "requestBody": { "required": true, {{Json}} }, "responses": { "200": { "description": "Done.", {{Json}} } }
        """;

    private const string Streamed = $$"""
        "responses": { "200": { "description": "Done.", "content": {
          "application/json": { "schema": {{Page}} }, "application/x-ndjson": { "schema": {{Page}} } } } }
        """;

    private const string Texts = """
        "parameters": [ { "name": "at", "in": "query", "schema": { "type": "string", "format": "date" } } ],
        "responses": { "204": { "description": "Done." } }
        """;

    private const string Plain = """ "responses": { "204": { "description": "Done." } } """;

    private static readonly string Document = $$"""
        { "openapi": "3.1.0", "info": { "title": "Companions", "version": "1" }, "paths": {
          "/a": { "post": { "operationId": "listThings", "tags": ["A"], {{Paged}} } },
          "/b": { "post": { "operationId": "things", "tags": ["A"], {{Paged}} } },
          "/c": { "get": { "operationId": "get", "tags": ["A"], {{Streamed}} } },
          "/d": { "get": { "operationId": "find", "tags": ["A"], {{Texts}} } },
          "/e": { "post": { "operationId": "list", "tags": ["A"], {{Paged}} } },
          "/f": { "post": { "operationId": "listing", "tags": ["A"], {{Paged}} } } } }
        """;

    [Fact]
    public void The_method_for_all_pages_is_called_by_its_operation_alone()
    {
        string[] expected =
            ["EnumerateThingsAsync", "ThingsAllPagesAsync", "ListAllPagesAsync", "ListingAllPagesAsync", "GetStreamingAsync", "FindAsync"];
        Assert.Empty(expected.Except(Methods(Document)));
    }

    [Theory]
    [InlineData("enumerateThings", "EnumerateThingsOperationAsync")]
    [InlineData("EnumerateThingsOperation", "EnumerateThingsOperationOperationAsync")]
    [InlineData("thingsAllPages", "ThingsAllPagesOperationAsync")]
    [InlineData("getStreaming", "GetStreamingOperationAsync")]
    [InlineData("get-streaming", "GetStreamingOperationAsync")]
    [InlineData("getStreamingCore", "GetStreamingCoreOperationAsync")]
    [InlineData("findCore", "FindCoreOperationAsync")]
    [InlineData("findScore", "FindScoreAsync")]
    [InlineData("enumerated", "EnumeratedAsync")]
    public void An_operation_that_is_called_like_a_companion_makes_way_and_renames_nothing(string id, string method)
    {
        var before = Methods(Document);
        foreach (var members in new[] { Plain, Texts, Streamed })
        {
            var document = JsonNode.Parse(Document)!;
            document["paths"]!["/added"] = JsonNode.Parse($$"""{ "get": { "operationId": "{{id}}", "tags": ["B"], {{members}} } }""");
            var after = Methods(document.ToJsonString());
            Assert.Empty(before.Except(after));
            Assert.Contains(method, after);
        }
    }

    [Theory]
    [InlineData("findCore", "findCoreOperation")]
    [InlineData("find-core", "findCore")]
    public void Operations_that_make_way_stay_apart(string one, string other)
    {
        var document = JsonNode.Parse(Document)!;
        document["paths"]!["/one"] = JsonNode.Parse($$"""{ "get": { "operationId": "{{one}}", {{Texts}} } }""");
        document["paths"]!["/other"] = JsonNode.Parse($$"""{ "get": { "operationId": "{{other}}", {{Texts}} } }""");
        Assert.Equal(Methods(Document).Length + 2, Methods(document.ToJsonString()).Length);
    }

    /// <summary>The tag says whose it is; an operation on another server has an interface of its own.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(""" "tags": [ { "name": "A", "x-server": "Files" } ], """)]
    public void An_operation_of_the_same_tag_on_another_server_renames_no_interface(string tags)
    {
        var document = JsonNode.Parse($$"""
            { "openapi": "3.1.0", "info": { "title": "Servers", "version": "1" }, {{tags}}
              "servers": [ { "url": "https://a.example.com" }, { "url": "https://b.example.com", "x-name": "Files" } ],
              "paths": { "/a": { "get": {
                "operationId": "a", "tags": ["A"], "servers": [ { "url": "https://b.example.com" } ], {{Plain}} } } } }
            """)!;
        var before = GeneratorHarness.Contracts(MemoryFile.Document(document.ToJsonString())).AssertCompiles();
        Assert.Contains(tags.Length == 0 ? "Example.IFilesAApi.g.cs" : "Example.IAApi.g.cs", before.Sources.Keys);
        document["paths"]!["/b"] = JsonNode.Parse($$"""{ "get": { "operationId": "b", "tags": ["A"], {{Plain}} } }""");
        var after = GeneratorHarness.Contracts(MemoryFile.Document(document.ToJsonString())).AssertCompiles();
        Assert.DoesNotContain(before.DifferencesTo(after), before.Sources.ContainsKey);
    }

    [Fact]
    public void A_tag_whose_server_does_not_exist_is_reported()
    {
        var reported = Assert.Single(GeneratorHarness.Contracts(MemoryFile.Document($$"""
            { "openapi": "3.1.0", "info": { "title": "Servers", "version": "1" }, "tags": [ { "name": "A", "x-server": "Nowhere" } ],
              "paths": { "/a": { "get": { "operationId": "a", "tags": ["A"], {{Plain}} } } } }
            """)).Diagnostics);
        Assert.Contains("no server is called 'Nowhere'", reported.GetMessage(null), StringComparison.Ordinal);
    }

    /// <summary>The methods that the client and the interfaces have, each once, whose code compiles.</summary>
    private static string[] Methods(string document)
    {
        var file = MemoryFile.Document(document);
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var client = GeneratorHarness.Client(
            MinimalClient.Source("Example", "Client", "Default"), [contracts.Output.ToReference()], file).AssertCompiles();
        return [.. client.Output.GetTypeByMetadataName("Example.Client")!.GetMembers()
            .Where(member => member is { DeclaredAccessibility: Microsoft.CodeAnalysis.Accessibility.Public })
            .Select(member => member.Name)
            .Where(name => name.EndsWith("Async", StringComparison.Ordinal))];
    }
}
