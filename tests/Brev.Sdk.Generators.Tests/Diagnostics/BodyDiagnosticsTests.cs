using Brev.Sdk.Generators.Tests.Harness;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>What is told about the bodies of requests and answers: id, line and column, and words that say what to do.</summary>
public sealed class BodyDiagnosticsTests
{
    private const string Answer = """ "responses": { "200": { "description": "Done." } } """;

    [Fact]
    public void BREV0023_a_media_type_with_another_schema_beside_the_one_that_is_taken()
    {
        var run = Run(SmallDocument.Operation("""
                "operationId": "Get",
                "responses": { "200": { "description": "ok", "content": {
                  "application/json": { "schema": { "type": "string" } },
                  "text/csv": { "schema": { "type": "string" } } } } }
            """));
        Assert.Equal(
            [
                "/documents/openapi.json(10,7): info BREV0023: 'text/csv' of the answer with status 200 is left out, "
                    + "because 'application/json' stands beside it. Describe it in an operation of its own to have both.",
            ],
            Texts(run));
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0023_a_body_with_another_schema_beside_the_one_that_is_taken()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Get", {{Answer}},
                    "requestBody": { "content": {
                      "application/json": { "schema": { "type": "string" } },
                      "multipart/form-data": { "schema": {
                        "type": "object", "properties": { "file": { "type": "string", "format": "binary" } } } } } }
            """, method: "post"));
        Assert.Equal(
            [
                "/documents/openapi.json(10,11): info BREV0023: 'multipart/form-data' of the request is left out, because "
                    + "'application/json' stands beside it. Describe it in an operation of its own to have both.",
            ],
            Texts(run));
        run.AssertCompiles();
    }

    [Theory]
    [InlineData("{}", "no schema describes its parts", 11)]
    [InlineData("""{ "schema": { "type": "object" } }""", "its schema names no part", 36)]
    public void BREV0025_a_multipart_body_without_parts(string body, string reason, int column)
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Get", {{Answer}},
                    "requestBody": { "content": {
                      "multipart/form-data": {{body}} } }
            """, method: "post"));
        Assert.Equal(
            [
                $"/documents/openapi.json(9,{column}): warning BREV0025: The body of the request is left out: {reason}. "
                    + "Describe it, or remove it from the document.",
            ],
            Texts(run));
        run.AssertCompiles();
    }

    [Fact]
    public void No_body_with_one_of_several_forms_loses_its_parts()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Send", {{Answer}},
                    "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": {
                      "required": ["kind"], "properties": { "kind": { "type": "string" } }, "oneOf": [
                      { "type": "object", "required": ["text"], "properties": { "text": { "type": "string" } } },
                      { "type": "object", "properties": { "file": { "type": "string", "format": "binary" } } } ] } } } }
            """, method: "post"));
        var code = run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"];
        Assert.Contains("string kind,", code, StringComparison.Ordinal);
        Assert.Contains("string? text = null,", code, StringComparison.Ordinal);
        Assert.Contains("Refit::StreamPart? file = null,", code, StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0010_a_media_type_without_a_type()
    {
        var run = Run(SmallDocument.Operation("""
                    "operationId": "GetThings",
                    "responses": { "200": { "description": "Done.", "content": {
                      "application/xml": { "schema": { "type": "object" } } } } }
            """));
        Assert.Equal(
            [
                "/documents/openapi.json(9,11): info BREV0010: 'application/xml' is not understood, so the answer is "
                    + "passed as it is. Offer application/json beside it to have it typed.",
            ],
            Texts(run));
        Assert.Contains(
            "Task<string> GetThingsAsync(", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>What a body has no form for is told at its media type, whatever the media type is.</summary>
    [Theory]
    [InlineData("text/csv", """{ "type": "array", "items": { "type": "string" } }""", true)]
    [InlineData("text/xml", """{ "type": "object", "properties": { "a": { "type": "string" } } }""", true)]
    [InlineData("application/xml", """{ "type": "object", "properties": { "a": { "type": "string" } } }""", true)]
    [InlineData("application/x-www-form-urlencoded", """{ "type": "array", "items": { "type": "string" } }""", true)]
    [InlineData("text/csv", """{ "type": "string" }""", false)]
    [InlineData("text/plain", """{ "type": "integer" }""", false)]
    public void BREV0010_a_body_that_its_media_type_has_no_form_for(string media, string schema, bool isReported)
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Send", {{Answer}},
                    "requestBody": { "content": {
                      "{{media}}": { "schema": {{schema}} } } }
            """, method: "post"));
        string[] expected =
            [
                $"/documents/openapi.json(9,11): info BREV0010: '{media}' is not understood, so the request is "
                    + "passed as it is. Offer application/json beside it to have it typed.",
            ];
        Assert.Equal(isReported ? expected : [], Texts(run));
        run.AssertCompiles();
    }

    [Theory]
    [InlineData(""" "type": "string" """, "x-always-sent")]
    [InlineData(""" "type": "integer", "default": "many" """, "default")]
    [InlineData(""" "type": "integer", "format": "int32", "default": 3000000000 """, "default")]
    [InlineData(""" "type": "array", "items": { "type": "string" }, "default": ["a"] """, "default")]
    [InlineData(""" "type": "string", "format": "date-time", "default": "2026-01-02T03:04:05Z" """, "default")]
    public void BREV0012_a_value_that_cannot_be_sent_always(string size, string keyword)
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "SetThing",
                    "requestBody": { "content": { "application/json": { "schema": {
                      "type": "object", "x-always-sent": ["size"], "properties": {
                        "size": { {{size.Trim()}} } } } } } },
                    {{Answer}}
            """));

        Assert.Matches($@"^/documents/openapi\.json\(10,\d+\): info BREV0012: '{keyword}' does not shape", Assert.Single(Texts(run)));
        Assert.DoesNotContain("JsonIgnoreCondition.Never", string.Concat(run.AssertCompiles().Sources.Values), StringComparison.Ordinal);
    }
}
