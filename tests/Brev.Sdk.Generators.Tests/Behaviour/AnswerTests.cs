using System.Collections;
using System.Net;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// What a call gives for the answers that a document describes: several successes, none, streams, and errors with a body.
/// </summary>
public sealed class AnswerTests
{
    private const string Thing = """ "P": { "type": "object", "properties": { "a": { "type": "string" } } } """;

    private const string OneThing = """{ "application/json": { "schema": { "$ref": "#/components/schemas/P" } } }""";

    [Fact]
    public async Task A_documented_204_beside_a_value_is_null()
    {
        var client = Client($$""" "200": { "description": "ok", "content": {{OneThing}} }, "204": { "description": "none" } """);
        client.Status = HttpStatusCode.NoContent;
        Assert.Null(await client.CallAsync("GetAsync"));
    }

    [Fact]
    public async Task A_value_beside_a_documented_204_is_read()
    {
        var client = Client($$""" "200": { "description": "ok", "content": {{OneThing}} }, "204": { "description": "none" } """);
        client.Answer = """{"a":"1"}""";
        Assert.Equal("1", LoadedContracts.Get((await client.CallAsync("GetAsync"))!, "A"));
    }

    [Theory]
    [InlineData("""{ "type": ["object", "null"], "required": ["a"], "properties": { "a": { "type": "string" } } }""")]
    [InlineData("""{ "oneOf": [ { "$ref": "#/components/schemas/P" }, { "type": "null" } ] }""")]
    [InlineData("""{ "type": ["string", "null"] }""")]
    [InlineData("""{ "type": ["integer", "null"] }""")]
    [InlineData("""{ "type": ["boolean", "null"] }""")]
    [InlineData("""{ "type": ["string", "null"], "format": "date-time" }""")]
    public async Task A_value_that_the_document_lets_be_null_is_null(string schema)
    {
        var client = Client($$""" "200": { "description": "ok", "content": { "application/json": { "schema": {{schema}} } } } """);
        client.Answer = "null";
        Assert.Null(await client.CallAsync("GetAsync"));
    }

    [Theory]
    [InlineData("""{ "type": "string" }""")]
    [InlineData("""{ "type": "integer" }""")]
    [InlineData("""{ "type": "string", "enum": ["x"] }""")]
    public async Task A_plain_value_beside_a_documented_204_is_null_without_a_body(string schema)
    {
        var client = Client(
            $$"""
                "200": { "description": "ok", "content": { "application/json": { "schema": {{schema}} } } },
                  "204": { "description": "none" }
                """);
        client.Status = HttpStatusCode.NoContent;
        Assert.Null(await client.CallAsync("GetAsync"));
    }

    [Fact]
    public async Task A_list_beside_a_documented_204_is_empty_without_a_body()
    {
        var client = Client(
            """
                "200": { "description": "ok", "content": { "application/json": { "schema": { "type": "array",
                  "items": { "type": "string" } } } } }, "204": { "description": "none" }
                """);
        client.Status = HttpStatusCode.NoContent;
        Assert.Empty((IEnumerable)(await client.CallAsync("GetAsync"))!);
    }

    [Fact]
    public async Task An_empty_body_that_is_not_documented_is_an_error()
    {
        var client = Client($$""" "200": { "description": "ok", "content": {{OneThing}} } """);
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.CallAsync("GetAsync"));
    }

    [Fact]
    public async Task Several_successes_with_the_same_value_are_that_value()
    {
        var client = Client(
            $$""" "200": { "description": "ok", "content": {{OneThing}} }, "201": { "description": "made", "content": {{OneThing}} } """);
        client.Answer = """{"a":"1"}""";
        Assert.Equal("P", (await client.CallAsync("GetAsync"))!.GetType().Name);
    }

    [Theory]
    [InlineData("application/x-ndjson", """{ "$ref": "#/components/schemas/P" }""")]
    [InlineData("application/jsonl", """{ "$ref": "#/components/schemas/P" }""")]
    [InlineData("application/ndjson; charset=utf-8", """{ "type": "array", "items": { "$ref": "#/components/schemas/P" } }""")]
    public async Task JSON_lines_are_read_one_by_one(string media, string schema)
    {
        var client = Client($$""" "200": { "description": "ok", "content": { "{{media}}": { "schema": {{schema}} } } } """);
        client.Answer = "{\"a\":\"1\"}\n\n{\"a\":\"2\"}\r\n{\"a\":\"3\"}";
        Assert.Equal(["1", "2", "3"], (await Values(client, "GetAsync")).Select(value => LoadedContracts.Get(value!, "A")));
    }

    [Fact]
    public async Task JSON_lines_ask_for_what_they_read()
    {
        var client = Client(
            """ "200": { "description": "ok", "content": { "application/x-ndjson": { "schema": { "type": "integer" } } } } """);
        client.Answer = "1\n2\n";
        Assert.Equal([1L, 2L], await Values(client, "GetAsync"));
        Assert.Equal("application/x-ndjson", client.Headers["Accept"]);
    }

    [Fact]
    public async Task A_call_whose_values_are_not_read_sends_nothing()
    {
        var client = Client(
            """ "200": { "description": "ok", "content": { "application/x-ndjson": { "schema": { "type": "integer" } } } } """);
        _ = client.Call("GetAsync");
        Assert.Null(client.Method);
        Assert.Empty(await Values(client, "GetAsync"));
    }

    [Fact]
    public async Task A_line_that_is_no_JSON_is_an_error()
    {
        var client = Client(
            """ "200": { "description": "ok", "content": { "application/x-ndjson": { "schema": { "type": "integer" } } } } """);
        client.Answer = "1\n2 3\n";
        var error = await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => Values(client, "GetAsync"));
        Assert.StartsWith("Line 2 of the answer cannot be read. ", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.LineNumber);
    }

    [Fact]
    public async Task An_error_in_place_of_lines_is_thrown()
    {
        var client = Client(
            """ "200": { "description": "ok", "content": { "application/x-ndjson": { "schema": { "type": "integer" } } } } """);
        client.Status = HttpStatusCode.BadGateway;
        var error = await Assert.ThrowsAsync<Refit.ApiException>(() => Values(client, "GetAsync"));
        Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
    }

    [Fact]
    public async Task Events_beside_JSON_have_a_method_of_their_own()
    {
        var client = Client("""
            "200": { "description": "ok", "content": {
              "application/json": { "schema": { "$ref": "#/components/schemas/P" } },
              "text/event-stream": { "schema": { "$ref": "#/components/schemas/P" } } } }
            """);
        client.Answer = """{"a":"whole"}""";
        Assert.Equal("whole", LoadedContracts.Get((await client.CallAsync("GetAsync"))!, "A"));
        Assert.Equal("application/json", client.Headers["Accept"]);
        client.Answer =
            ": hello\n\nevent: part\nid: 1\ndata: {\"a\":\ndata: \"1\"}\n\n"
            + "data:{\"a\":\"2\"}\r\n\r\ndata: [DONE]\n\ndata: {\"a\":\"late\"}\n\n";
        Assert.Equal(["1", "2"], (await Values(client, "GetStreamingAsync")).Select(value => LoadedContracts.Get(value!, "A")));
        Assert.Equal("text/event-stream", client.Headers["Accept"]);
    }

    [Fact]
    public async Task Events_whose_schema_has_their_fields_are_given_whole()
    {
        var client = Client("""
            "200": { "description": "ok", "content": { "text/event-stream": { "schema": { "type": "object", "properties": {
              "event": { "type": "string" }, "id": { "type": "string" }, "data": { "$ref": "#/components/schemas/P" } } } } } }
            """);
        client.Answer = "event: made\nid: 7\ndata: {\"a\":\"1\"}\n\n";
        var made = Assert.Single(await Values(client, "GetAsync"))!;
        Assert.Equal(("made", "7"), (LoadedContracts.Get(made, "Event"), LoadedContracts.Get(made, "Id")));
        Assert.Equal("1", LoadedContracts.Get(LoadedContracts.Get(made, "Data")!, "A"));
    }

    /// <summary>Data in JSON has members of these names, too.</summary>
    [Fact]
    public async Task Events_whose_schema_has_other_members_as_well_are_their_data()
    {
        using var client = Client("""
            "200": { "description": "ok", "content": { "text/event-stream": { "schema": { "type": "object", "properties": {
              "id": { "type": "string" }, "object": { "type": "string" }, "data": { "$ref": "#/components/schemas/P" } } } } } }
            """);
        client.Answer = """data: {"id":"7","object":"made","data":{"a":"1"}}""" + "\n\n";
        var made = Assert.Single(await Values(client, "GetAsync"))!;
        Assert.Equal(("7", "made"), (LoadedContracts.Get(made, "Id"), LoadedContracts.Get(made, "Object")));
        Assert.Equal("1", LoadedContracts.Get(LoadedContracts.Get(made, "Data")!, "A"));
    }

    /// <summary>OpenAPI 3.2, Special Considerations for Server-Sent Events: the item of a stream of events is the event.</summary>
    [Theory]
    [InlineData(""" "data": { "$ref": "#/components/schemas/P" } """)]
    [InlineData(""" "data": { "$ref": "#/components/schemas/P" }, "event": { "type": "string" }, "x": { "type": "string" } """)]
    public async Task Events_with_an_itemSchema_are_given_whole(string members)
    {
        using var client = Client($$"""
            "200": { "description": "ok", "content": { "text/event-stream": { "itemSchema": { "type": "object", "properties": {
              {{members}} } } } } }
            """, "3.2.0");
        client.Answer = "event: made\nid: 7\ndata: {\"a\":\"1\"}\n\n";
        var made = Assert.Single(await Values(client, "GetAsync"))!;
        Assert.Equal("1", LoadedContracts.Get(LoadedContracts.Get(made, "Data")!, "A"));
    }

    [Fact]
    public async Task Events_whose_data_is_a_text_keep_it_as_it_is()
    {
        var client = Client("""
            "200": { "description": "ok", "content": { "text/event-stream": { "schema": { "type": "object", "properties": {
              "event": { "type": "string" }, "data": { "type": "string" } } } } } }
            """);
        client.Answer = "event: log\ndata: 12\n\n";
        Assert.Equal("12", LoadedContracts.Get(Assert.Single(await Values(client, "GetAsync"))!, "Data"));
    }

    [Fact]
    public async Task Events_without_a_schema_are_the_stream_that_comes()
    {
        var client = Client(""" "200": { "description": "ok", "content": { "text/event-stream": {} } } """);
        client.Answer = "data: x\n\n";
        using var reader = new StreamReader((Stream)(await client.CallAsync("GetAsync"))!);
        Assert.Equal("data: x\n\n", await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/vnd.acme.v2+json", "application/vnd.acme.v2+json")]
    [InlineData("application/json; version=2", "application/json")]
    public async Task An_answer_in_JSON_is_asked_for(string media, string accept)
    {
        var client = Client(
            $$""" "200": { "description": "ok", "content": { "{{media}}": { "schema": { "$ref": "#/components/schemas/P" } } } } """);
        client.Answer = "{}";
        await client.CallAsync("GetAsync");
        Assert.Equal(accept, client.Headers["Accept"]);
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/pdf")]
    [InlineData("application/x-tar")]
    public async Task An_answer_that_is_no_JSON_is_asked_for(string media)
    {
        var client = Client($$""" "200": { "description": "ok", "content": { "{{media}}": { "schema": { "type": "string" } } } } """);
        client.Answer = "text";
        await client.CallAsync("GetAsync");
        Assert.Equal(media, client.Headers["Accept"]);
    }

    [Fact]
    public async Task An_answer_of_an_unknown_media_type_keeps_its_bytes()
    {
        var client = Client(""" "200": { "description": "ok", "content": { "application/x-tar": {} } } """);
        client.Answer = "text";
        Assert.IsAssignableFrom<Stream>(await client.CallAsync("GetAsync"));
    }

    [Fact]
    public async Task An_error_with_a_schema_of_its_own_is_read_as_it_says()
    {
        var client = Client("""
            "200": { "description": "ok", "content": { "application/json": { "schema": { "type": "string" } } } },
            "404": { "description": "nf", "content": { "application/problem+json": { "schema": { "type": "object",
              "properties": { "inlineOnly": { "type": "string" } } } } } }
            """);
        (client.Status, client.Answer) = (HttpStatusCode.NotFound, """{"inlineOnly":"why"}""");
        var error = await Assert.ThrowsAsync<Refit.ApiException>(() => client.CallAsync("GetAsync"));
        Assert.Equal("why", LoadedContracts.Get(client.ReadError(error, "Get_Error404"), "InlineOnly"));
    }

    private static CalledClient Client(string responses, string version = "3.1.0") =>
        new(SnapshotDocument.Operation("/a", "get", $$""" "operationId": "get", "responses": { {{responses}} } """, Thing)
            .Replace("3.1.0", version, StringComparison.Ordinal));

    private static async Task<IReadOnlyList<object?>> Values(CalledClient client, string method)
    {
        var values = new List<object?>();
        await foreach (var value in client.StreamAsync(method))
        {
            values.Add(value);
        }

        return values;
    }
}
