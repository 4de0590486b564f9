using System.Net;
using System.Text;
using Brev.Sdk.Generators.Tests.Harness;
using Refit;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>A value that has no form in the media type of its place is told at its line, and the caller writes it.</summary>
public sealed class UnwritableTests
{
    private const string Answer = """ "responses": { "204": { "description": "Done." } } """;

    private const string Object = """{ "type": "object", "properties": { "a": { "type": "string" } } }""";

    [Theory]
    [InlineData(Object, "application/xml", true)]
    [InlineData(Object, "text/csv", true)]
    [InlineData("""{ "type": "integer" }""", "application/xml", true)]
    [InlineData("""{ "type": "array", "items": { "type": "array", "items": { "type": "string" } } }""", "text/csv", true)]
    [InlineData(Object, "application/vnd.acme+json", false)]
    [InlineData(Object, "application/xml, application/json", false)]
    [InlineData("""{ "type": "string" }""", "application/xml", false)]
    [InlineData("""{ "type": "integer" }""", "text/plain", false)]
    [InlineData("""{ "type": "array", "items": { "type": "string" } }""", "text/csv", false)]
    public void BREV0010_a_part_in_a_media_type_that_its_value_has_no_form_in(string schema, string media, bool isTold)
    {
        var run = Run(Multipart(schema, media));
        Assert.Equal(
            isTold
                ? [$"/documents/openapi.json(11,4): info BREV0010: '{media}' is not understood, so the part 'it' of the request is passed "
                    + "as it is. Offer application/json beside it to have it typed."]
                : [],
            Texts(run));
        var code = run.AssertCompiles().Sources["Example.IThingsApi.g.cs"];
        Assert.Equal(isTold, code.Contains("Refit::StreamPart", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Such_a_part_is_what_the_caller_writes_under_its_media_type()
    {
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        await new BareApi(Multipart(Object, "application/xml")).CallAsync(
            server, null, "SendAsync", ("it", new StreamPart(new MemoryStream(Encoding.UTF8.GetBytes("<a/>")), "a.xml")));
        Assert.Contains("Content-Type: application/xml\r\n\r\n<a/>\r\n", server.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_media_type_that_a_part_has_a_form_in_is_sent()
    {
        var api = new BareApi(Multipart(Object, "application/xml, application/json"));
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        await api.CallAsync(server, null, "SendAsync", ("it", api.Create("Send_ItParameter", """{"a":"1"}""")));
        Assert.Contains("Content-Type: application/json\r\n\r\n{\"a\":\"1\"}\r\n", server.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query", Object, "application/xml", true)]
    [InlineData("query", """{ "type": "array", "items": { "type": "string" } }""", "text/csv", true)]
    [InlineData("header", Object, "application/xml", true)]
    [InlineData("query", """{ "type": "string" }""", "application/xml", false)]
    [InlineData("query", """{ "type": "integer" }""", "text/plain", false)]
    [InlineData("query", Object, "application/json", false)]
    public void BREV0010_a_parameter_in_a_media_type_that_its_value_has_no_form_in(string place, string schema, string media, bool isTold)
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Send", "tags": ["Things"], {{Answer}}, "parameters": [ { "name": "it", "in": "{{place}}", "content": {
            "{{media}}": { "schema": {{schema}} } } } ]
            """));
        Assert.Equal(
            isTold
                ? [$"/documents/openapi.json(8,1): info BREV0010: '{media}' is not understood, so the parameter 'it' is passed as it is. "
                    + "Offer application/json beside it to have it typed."]
                : [],
            Texts(run));
        var code = run.AssertCompiles().Sources["Example.IThingsApi.g.cs"];
        Assert.True(!isTold || code.Contains(" string? it", StringComparison.Ordinal), code);
    }

    [Fact]
    public async Task A_parameter_that_is_passed_as_it_is_is_one_text()
    {
        var document = SmallDocument.Operation($$"""
            "operationId": "Send", "tags": ["Things"], {{Answer}}, "parameters": [ { "name": "it", "in": "query", "content": {
            "application/xml": { "schema": {{Object}} } } } ]
            """);
        var client = new CalledClient(document);
        await client.CallAsync("SendAsync", ("it", "<a b=\"1\"/>"));
        Assert.Equal("/things?it=%3Ca%20b%3D%221%22%2F%3E", client.Target);
    }

    [Fact]
    public async Task BREV0010_a_form_with_a_field_in_a_media_type_that_its_value_has_no_form_in()
    {
        var document = SmallDocument.Operation($$"""
                    "operationId": "Send", "tags": ["Things"], {{Answer}}, "requestBody": { "required": true, "content": {
                      "application/x-www-form-urlencoded": { "schema": { "type": "object", "properties": { "it": {{Object}} } },
              "encoding": {
            "it": { "contentType": "application/xml" } } } } }
            """, method: "post");
        var run = Run(document);
        Assert.Equal(
            [
                "/documents/openapi.json(10,1): info BREV0010: 'application/xml' is not understood, so the request is passed as it is. "
                    + "Offer application/json beside it to have it typed.",
            ],
            Texts(run));
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        await new BareApi(document).CallAsync(server, null, "SendAsync", ("request", "it=%3Ca%2F%3E"));
        Assert.Equal(("it=%3Ca%2F%3E", "application/x-www-form-urlencoded"), (server.Body, server.ContentType));
    }

    private static string Multipart(string schema, string media) => SmallDocument.Operation($$"""
                    "operationId": "Send", "tags": ["Things"], {{Answer}},
                    "requestBody": { "required": true, "content": {
                      "multipart/form-data": { "schema": { "type": "object", "properties": { "it": {{schema}} } },
            "encoding": {
               "it": { "contentType": "{{media}}" } } } } }
            """, method: "post");
}
