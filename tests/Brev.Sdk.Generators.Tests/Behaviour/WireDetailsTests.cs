using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What the table of styles and types does not hold: empty values, ranges of media types, encoded parts.</summary>
public sealed class WireDetailsTests
{
    private const string Done = """ "responses": { "204": { "description": "Done." } } """;

    /// <summary>RFC 6570, 3.2.7: a name without a value has no equals sign.</summary>
    [Theory]
    [InlineData(""" "type": "array", "items": { "type": "string" } """, """ "explode": true, """, """["","x"]""", "/a/;color;color=x/b")]
    [InlineData(
        """ "type": "object", "additionalProperties": { "type": "string" } """,
        """ "explode": true, """,
        """{"R":"","G":"1"}""",
        "/a/;R;G=1/b")]
    public async Task An_empty_value_in_the_style_of_a_matrix_is_its_name(string schema, string explode, string value, string target)
    {
        using var client = new CalledClient(SnapshotDocument.Operation("/a/{color}/b", "get", $$"""
            "operationId": "Get", {{Done}},
            "parameters": [ { "name": "color", "in": "path", "required": true, "style": "matrix", {{explode}} "schema": { {{schema}} } } ]
            """));
        await client.CallWithJsonAsync("GetAsync", value);
        Assert.Equal(target, client.Target);
    }

    [Theory]
    [InlineData("simple", "[\"..\"]")]
    [InlineData("simple", "[\".\"]")]
    [InlineData("label", "[\"\"]")]
    [InlineData("label", "[\".\"]")]
    public async Task A_list_that_would_lead_to_another_address_is_refused(string style, string value)
    {
        using var client = new CalledClient(SnapshotDocument.Operation("/a/{list}", "get", $$"""
            "operationId": "Get", {{Done}}, "parameters": [ { "name": "list", "in": "path", "required": true, "style": "{{style}}",
              "schema": { "type": "array", "items": { "type": "string" } } } ]
            """));
        var error = await Assert.ThrowsAnyAsync<Exception>(() => client.CallWithJsonAsync("GetAsync", value));
        Assert.Contains("another address", Assert.IsType<ArgumentException>(error.GetBaseException()).Message, StringComparison.Ordinal);
        Assert.Null(client.Target);
    }

    /// <summary>Which form a value has decides how its style writes it.</summary>
    [Theory]
    [InlineData("query", "deepObject", "5", "/a/b?created=5")]
    [InlineData("query", "deepObject", """{"gt":1,"lt":2}""", "/a/b?created%5Bgt%5D=1&created%5Blt%5D=2")]
    [InlineData("query", "deepObject", """["x","y"]""", "/a/b?created=x&created=y")]
    [InlineData("query", "form", """{"gt":1,"lt":2}""", "/a/b?gt=1&lt=2")]
    [InlineData("query", "form", """["x&","y"]""", "/a/b?created=x%26&created=y")]
    [InlineData("query", "form", "5", "/a/b?created=5")]
    [InlineData("path", "simple", """{"gt":1,"lt":2}""", "/a/gt,1,lt,2/b")]
    [InlineData("path", "simple", """["x/","y"]""", "/a/x%2F,y/b")]
    [InlineData("path", "simple", "5", "/a/5/b")]
    public async Task A_value_with_a_form_that_has_parts_travels_as_its_form(string place, string style, string value, string target)
    {
        using var client = new CalledClient(SnapshotDocument.Operation(place == "path" ? "/a/{created}/b" : "/a/b", "get", $$"""
            "operationId": "Get", {{Done}}, "parameters": [ { "name": "created", "in": "{{place}}", "required": true, "style": "{{style}}",
              "schema": { "anyOf": [
                { "type": "object", "properties": { "gt": { "type": "integer" }, "lt": { "type": "integer" } } },
                { "type": "array", "items": { "type": "string" } }, { "type": "integer" } ] } } ]
            """));
        await client.CallWithJsonAsync("GetAsync", value);
        Assert.Equal(target, client.Target);
    }

    [Theory]
    [InlineData("application/*+json")]
    [InlineData("application/*")]
    [InlineData("*/*")]
    public async Task A_range_of_media_types_is_sent_and_asked_for_as_JSON(string media)
    {
        var content = $$"""{ "{{media}}": { "schema": { "type": "object", "properties": { "n": { "type": "integer" } } } } }""";
        using var client = new CalledClient(SnapshotDocument.Operation("/a", "post", $$"""
            "operationId": "Send", "requestBody": { "content": {{content}} },
            "responses": { "200": { "description": "Done.", "content": {{content}} } }
            """)) { Answer = """{"n":1}""" };
        await client.CallWithJsonAsync("SendAsync", """{"n":1}""");
        Assert.Equal("application/json", client.ContentType!.Split(';')[0]);
        Assert.Equal("application/json", client.Headers["Accept"]);
    }

    /// <summary>OpenAPI 3.1.1, Encoding Object, contentType: the default of a text with a <c>contentEncoding</c> is octets.</summary>
    [Fact]
    public async Task A_part_in_an_encoding_of_its_own_says_what_it_holds()
    {
        using var client = new CalledClient(SnapshotDocument.Operation("/a", "post", $$"""
            "operationId": "Send", {{Done}}, "requestBody": { "content": { "multipart/form-data": { "schema": { "type": "object",
              "properties": {
              "raw": { "type": "string", "contentEncoding": "base64" },
              "icon": { "type": "string", "contentEncoding": "base64", "contentMediaType": "image/png" },
              "note": { "type": "string" } } } } } }
            """));
        await client.CallWithJsonAsync("SendAsync", """{"raw":"YQ==","icon":"Yg==","note":"c"}""");
        Assert.Equal(["raw (application/octet-stream): YQ==", "icon (image/png): Yg==", "note: c"], MultipartText.Of(client));
    }
}
