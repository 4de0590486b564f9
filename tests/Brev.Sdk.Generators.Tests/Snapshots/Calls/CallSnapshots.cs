using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Verify;

namespace Brev.Sdk.Generators.Tests.Snapshots.Calls;

/// <summary>The interface and the client's method for each feature of operations.</summary>
public sealed class CallSnapshots
{
    private const string Thing = """ "Thing": { "type": "object", "properties": { "name": { "type": "string" } } } """;

    private const string Done = """ "responses": { "204": { "description": "Done." } } """;

    [Fact]
    public Task Anonymous() => Verifier.Verify(Emitted("/things", "get", $$"""
        "operationId": "CountThings", "security": [], {{Answer("""{ "type": "integer" }""")}}
        """));

    [Fact]
    public Task Secured() => Verifier.Verify(Emitted("/things/{thing-id}", "get", $$"""
        "operationId": "GetThing", "summary": "Reads a thing.", "description": "Nothing changes.", "security": [ { "bearer": [] } ],
        "parameters": [ { "name": "thing-id", "in": "path", "required": true, "description": "Which one.",
          "schema": { "type": "string" } } ],
        {{Answer("""{ "$ref": "#/components/schemas/Thing" }""")}}
        """, Thing));

    [Fact]
    public Task Header_constant() => Verifier.Verify(Emitted("/things", "post", $$"""
        "operationId": "PingThings",
        "parameters": [ { "name": "Protocol-Version", "in": "header", "required": true, "schema": { "const": "1" } },
          { "name": "Trace", "in": "header", "schema": { "type": "string" } } ],
        {{Done}}
        """));

    [Fact]
    public Task List_answer() => Verifier.Verify(Emitted("/things", "get", $$"""
        "operationId": "ListThings", {{Answer("""{ "type": ["array", "null"], "items": { "$ref": "#/components/schemas/Thing" } }""")}}
        """, Thing));

    [Fact]
    public Task String_answer_as_JSON() => Verifier.Verify(Emitted("/token", "post", $$"""
        "operationId": "CreateToken", {{Answer("""{ "type": "string" }""")}}
        """));

    [Fact]
    public Task String_answer_as_text() => Verifier.Verify(Emitted("/log", "get", $$"""
        "operationId": "GetLog", {{Answer("""{ "type": "string" }""", "text/plain")}}
        """));

    [Fact]
    public Task Binary_answer() => Verifier.Verify(Emitted("/file", "get", $$"""
        "operationId": "GetFile", {{Answer("""{ "type": "string", "format": "binary" }""", "application/octet-stream")}}
        """));

    [Fact]
    public Task Lines_answer() => Verifier.Verify(Emitted("/things", "get", $$"""
        "operationId": "WatchThings", {{Answer("""{ "$ref": "#/components/schemas/Thing" }""", "application/x-ndjson")}}
        """, Thing));

    [Fact]
    public Task Events_beside_an_answer() => Verifier.Verify(Emitted("/things/{id}", "post", """
        "operationId": "Complete", "parameters": [ { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } } ],
        "responses": {
          "200": { "description": "Done.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } },
            "text/event-stream": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
          "204": { "description": "Nothing to do." },
          "404": { "description": "Unknown.", "content": { "application/json": { "schema": { "type": "object",
            "properties": { "id": { "type": "string" } } } } } },
          "default": { "description": "Failed.",
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Thing" } } } }
        }
        """, Thing));

    [Fact]
    public Task Required_body() => Verifier.Verify(Emitted("/things", "post", $$"""
        "operationId": "CreateThing",
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object", "additionalProperties": false,
          "required": ["name", "size"], "properties": { "name": { "type": "string" }, "size": { "type": ["integer", "null"] },
          "color": { "type": "string" } } } } } },
        {{Answer("""{ "$ref": "#/components/schemas/Thing" }""")}}
        """, Thing));

    [Fact]
    public Task Optional_body() => Verifier.Verify(Emitted("/things", "post", $$"""
        "operationId": "CreateThing",
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } }, {{Done}}
        """, Thing));

    [Fact]
    public Task Empty_body() => Verifier.Verify(Emitted("/touch", "post", $$"""
        "operationId": "Touch", "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object",
          "additionalProperties": false } } } }, {{Done}}
        """));

    [Fact]
    public Task Form_body() => Verifier.Verify(Emitted("/login", "post", $$"""
        "operationId": "LogIn", "requestBody": { "required": true, "content": { "application/x-www-form-urlencoded": { "schema": {
          "type": "object", "required": ["user"], "properties": { "user": { "type": "string" } } } } } }, {{Done}}
        """));

    [Fact]
    public Task Multipart_body() => Verifier.Verify(Emitted("/files", "post", $$"""
        "operationId": "Upload", "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": { "type": "object",
          "required": ["file"], "properties": { "file": { "type": "string", "format": "binary" }, "note": { "type": "string" } }
          } } } }, {{Done}}
        """));

    [Fact]
    public Task Binary_body() => Verifier.Verify(Emitted("/file", "put", $$"""
        "operationId": "PutFile", "requestBody": { "required": true, "content": { "application/octet-stream": { "schema": {
          "type": "string", "format": "binary" } } } }, {{Done}}
        """));

    [Fact]
    public Task Query_parameters() => Verifier.Verify(Emitted("/things", "get", $$"""
        "operationId": "FindThings",
        "parameters": [
          { "name": "ids", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
          { "name": "sizes", "in": "query", "required": true, "explode": false,
            "schema": { "type": "array", "items": { "type": "integer" } } },
          { "name": "since", "in": "query", "schema": { "type": "string", "format": "date" } },
          { "name": "class", "in": "query", "schema": { "type": "string", "enum": ["a", "b"] } },
          { "name": "created", "in": "query", "style": "deepObject", "explode": true,
            "schema": { "type": "object", "properties": { "gt": { "type": "integer" }, "lt": { "type": "integer" } } } }
        ],
        {{Done}}
        """));

    [Fact]
    public Task Paging() => Verifier.Verify(Emitted("/things/list", "post", $$"""
        "operationId": "ListThings", "summary": "Lists things.", "security": [ { "bearer": [] } ],
        "x-pagination": { "pageSize": "page.size", "pageToken": "page.token", "nextPageToken": "next", "items": "things" },
        "requestBody": { "required": true, "content": { "application/json": { "schema": {
          "$ref": "#/components/schemas/ListThingsRequest" } } } },
        {{Answer("""{ "$ref": "#/components/schemas/ThingPage" }""")}}
        """, """
        "ListThingsRequest": { "type": "object", "properties": { "page": { "$ref": "#/components/schemas/Page" } } },
        "Page": { "type": "object", "properties": { "size": { "type": "integer", "format": "int32" }, "token": { "type": "string" } } },
        "ThingPage": { "type": "object", "properties": { "things": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } },
          "next": { "type": "string" } } },
        """ + Thing));

    [Fact]
    public Task Two_servers() => Verifier.Verify(Emitted("/things", "get", $$"""
        "operationId": "CountThings", "servers": [ { "url": "https://files.example.com", "x-name": "FilesApi", "description": "Files." } ],
          {{Done}}
        """, servers: ["Files"]));

    private static string Answer(string schema, string media = "application/json") =>
        $$""" "responses": { "200": { "description": "What was asked for.", "content": { "{{media}}": { "schema": {{schema}} } } } } """;

    /// <summary>The interface with its types, and the client's methods; the types of the endpoint table are the same everywhere.</summary>
    private static IEnumerable<Target> Emitted(string path, string method, string members, string schemas = "", string[]? servers = null)
    {
        var file = MemoryFile.Document(SnapshotDocument.Operation(path, method, members, schemas));
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var client = GeneratorHarness.Client(MinimalClient.Source("Example", "Client", servers ?? ["Default"]),
            [contracts.Output.ToReference()], file).AssertCompiles();
        Assert.Equal("", RefitStubs.Complaints(client.Output));
        return contracts.OwnTargets().Concat(client.Targets().Where(target => target.Name!.StartsWith("Example.Client.",
            StringComparison.Ordinal)));
    }
}
