using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What goes out when an emitted method is called, through Refit's own stubs.</summary>
public sealed class CallTests
{
    private const string Done = """ "responses": { "204": { "description": "Done." } } """;

    [Fact]
    public async Task Query_parameters_are_written_in_their_styles()
    {
        var client = Client("/things", "get", $$"""
            "operationId": "Find", {{Done}},
            "parameters": [
              { "name": "ids", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
              { "name": "sizes", "in": "query", "required": true, "explode": false,
                "schema": { "type": "array", "items": { "type": "integer" } } },
              { "name": "since", "in": "query", "schema": { "type": "string", "format": "date" } },
              { "name": "class", "in": "query", "schema": { "type": "string" } },
              { "name": "created", "in": "query", "style": "deepObject", "explode": true,
                "schema": { "type": "object", "properties": { "gt": { "type": "integer" } } } }
            ]
            """);
        IReadOnlyList<string> ids = ["a", "b c"];
        IReadOnlyList<long> sizes = [1, 2];
        await client.CallAsync(
            "FindAsync", ("sizes", sizes), ("ids", ids), ("since", new DateOnly(2026, 2, 3)), ("class", "x"), ("createdGt", 5L));
        Assert.Equal("/things?ids=a&ids=b%20c&sizes=1,2&since=2026-02-03&class=x&created[gt]=5", Uri.UnescapeDataString(client.Target!)
            .Replace("b c", "b%20c", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Optional_parameters_that_are_not_given_stay_away()
    {
        var client = Client("/things", "get", $$"""
            "operationId": "Find", {{Done}},
            "parameters": [
              { "name": "ids", "in": "query", "schema": { "type": "array", "items": { "type": "string" } } },
              { "name": "Trace", "in": "header", "schema": { "type": "string" } },
              { "name": "Protocol", "in": "header", "required": true, "schema": { "const": "1" } }
            ]
            """);
        await client.CallAsync("FindAsync");
        Assert.Equal("/things", client.Target);
        Assert.Equal("1", client.Headers["Protocol"]);
        Assert.DoesNotContain("Trace", client.Headers.Keys);
        Assert.DoesNotContain("Authorization", client.Headers.Keys);
    }

    /// <summary>Alone in its operation, an optional parameter takes another way than a required one or one among others.</summary>
    [Theory]
    [InlineData("""{ "type": "array", "items": { "$ref": "#/components/schemas/Status" } }""", """["in-active","b"]""", "v=in-active&v=b")]
    [InlineData("""{ "$ref": "#/components/schemas/Status" }""", "\"in-active\"", "v=in-active")]
    [InlineData("""{ "type": "string", "format": "date-time" }""", "\"2026-01-02T03:04:05Z\"", "v=2026-01-02T03%3A04%3A05Z")]
    [InlineData("""{ "type": "string", "format": "duration" }""", "\"PT1H30M\"", "v=PT1H30M")]
    [InlineData("""{ "type": "boolean" }""", "true", "v=true")]
    public async Task An_optional_parameter_that_stands_alone_travels_as_the_document_says(string schema, string value, string query)
    {
        using var client = Client("/a", "get", $$"""
            "operationId": "find", {{Done}}, "parameters": [ { "name": "v", "in": "query", "required": false, "schema": {{schema}} } ]
            """, """ "Status": { "type": "string", "enum": ["in-active", "b"] } """);

        await client.CallWithJsonAsync("FindAsync", value);
        Assert.Equal("/a?" + query, client.Target);
        await client.CallAsync("FindAsync");
        Assert.Equal("/a", client.Target);
    }

    [Fact]
    public async Task A_path_parameter_whose_name_is_no_identifier_takes_its_place_escaped()
    {
        var client = Client("/things/{thing-id}/parts/{part}", "delete", $$"""
            "operationId": "Delete", {{Done}},
            "parameters": [ { "name": "thing-id", "in": "path", "required": true, "schema": { "type": "string" } },
              { "name": "part", "in": "path", "required": true, "schema": { "type": "integer" } } ]
            """);
        await client.CallAsync("DeleteAsync", ("thingId", "a/b"), ("part", 3L));
        Assert.Equal((HttpMethod.Delete, "/things/a%2Fb/parts/3"), (client.Method!, client.Target));
    }

    [Fact]
    public async Task A_JSON_body_and_a_JSON_answer()
    {
        var client = Client("/things", "post", """
            "operationId": "Create",
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
            "responses": { "200": { "description": "Made.",
              "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } }
            """, """ "Thing": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } } """);
        client.Answer = """{"name":"made","extra":1}""";
        var result = await client.CallAsync("CreateAsync", ("request", client.Create("Thing", """{"name":"x"}""")));
        Assert.Equal("""{"name":"x"}""", client.Body);
        Assert.StartsWith("application/json", client.ContentType, StringComparison.Ordinal);
        Assert.Equal("made", LoadedContracts.Get(result!, "Name"));
    }

    [Fact]
    public async Task A_body_that_is_a_string_is_written_as_JSON_and_an_answer_that_is_one_loses_its_quotes()
    {
        var client = Client("/echo", "post", """
            "operationId": "Echo", "requestBody": { "content": { "application/json": { "schema": { "type": "string" } } } },
            "responses": { "200": { "description": "The same.", "content": { "application/json": { "schema": { "type": "string" } } } } }
            """);
        client.Answer = "\"a \\\"b\\\"\"";
        Assert.Equal("a \"b\"", await client.CallAsync("EchoAsync", ("request", "hello")));
        Assert.Equal("\"hello\"", client.Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_list_that_is_missing_reads_as_empty(string answer)
    {
        var client = Client(
            "/things",
            "get",
            """
                "operationId": "List", "responses": { "200": { "description": "All.",
                  "content": { "application/json": { "schema": { "type": "array", "items": { "type": "integer" } } } } } }
                """);
        client.Answer = answer;
        Assert.Empty((IReadOnlyList<long>)(await client.CallAsync("ListAsync"))!);
    }

    [Fact]
    public async Task A_form_is_written_with_the_names_of_the_document()
    {
        var client = Client("/login", "post", $$"""
            "operationId": "LogIn", {{Done}},
            "requestBody": { "content": { "application/x-www-form-urlencoded": { "schema": { "$ref": "#/components/schemas/Login" } } } }
            """, """
            "Login": { "type": "object", "additionalProperties": false, "required": ["user_name"],
              "properties": { "user_name": { "type": "string" }, "note": { "type": "string" } } }
            """);
        await client.CallAsync("LogInAsync", ("request", client.Create("Login", """{"user_name":"a b"}""")));
        Assert.Equal("user_name=a+b", client.Body!.Replace("%20", "+", StringComparison.Ordinal));
        Assert.StartsWith("application/x-www-form-urlencoded", client.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_multipart_body_has_a_part_for_each_member()
    {
        var client = Client("/files", "post", $$"""
            "operationId": "Upload", {{Done}},
            "requestBody": { "content": { "multipart/form-data": { "schema": { "type": "object", "required": ["the-file"],
              "properties": { "the-file": { "type": "string", "format": "binary" }, "note": { "type": "string" } } } } } }
            """);
        using var content = new MemoryStream("bytes"u8.ToArray());
        await client.CallAsync("UploadAsync", ("theFile", new Refit.StreamPart(content, "file.bin")), ("note", "text"));
        Assert.StartsWith("multipart/form-data", client.ContentType, StringComparison.Ordinal);
        Assert.Contains(
            "name=the-file; filename=file.bin", client.Body!.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("bytes", client.Body, StringComparison.Ordinal);
        Assert.Contains("name=note", client.Body.Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_binary_body_goes_out_as_it_is()
    {
        var client = Client(
            "/file",
            "put",
            $$"""
                "operationId": "Put", "requestBody": { "content": { "application/octet-stream": { "schema": { "type": "string",
                  "format": "binary" } } } }, {{Done}}
                """);
        using var content = new MemoryStream("bytes"u8.ToArray());
        await client.CallAsync("PutAsync", ("request", content));
        Assert.Equal(("bytes", "application/octet-stream"), (client.Body, client.ContentType));
    }

    private static CalledClient Client(string path, string method, string members, string schemas = "") =>
        new(SnapshotDocument.Operation(path, method, members, schemas));
}
