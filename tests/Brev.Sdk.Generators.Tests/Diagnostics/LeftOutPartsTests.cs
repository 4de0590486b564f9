using Brev.Sdk.Generators.Tests.Harness;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>What a request or an answer loses is told where it stands.</summary>
public sealed class LeftOutPartsTests
{
    private const string Answer = """ "responses": { "204": { "description": "Done." } } """;

    [Fact]
    public void BREV0029_a_header_that_other_parts_of_the_document_say()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Get", {{Answer}}, "parameters": [
                      { "name": "accept", "in": "header", "required": true, "schema": { "type": "string" } },
                      { "name": "Content-Type", "in": "header", "schema": { "type": "string" } },
                      { "name": "Authorization", "in": "header", "schema": { "type": "string" } } ]
            """));
        Assert.Equal(
            [
                "/documents/openapi.json(8,11): info BREV0029: Parameter 'accept' is ignored: "
                    + "the media types of the answers say what is accepted. Remove the parameter.",
                "/documents/openapi.json(9,11): info BREV0029: Parameter 'Content-Type' is ignored: "
                    + "the media types of the body say what it is. Remove the parameter.",
                "/documents/openapi.json(10,11): info BREV0029: Parameter 'Authorization' is ignored: "
                    + "'security' says which credentials are asked for. Remove the parameter.",
            ],
            Texts(run));
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0023_another_body_of_an_error_than_the_one_that_is_read()
    {
        var run = Run(SmallDocument.Operation("""
                    "operationId": "Get", "responses": { "204": { "description": "Done." }, "400": { "description": "Bad.", "content": {
                      "application/json": { "schema": { "type": "object", "properties": { "a": { "type": "string" } } } },
                      "application/problem+json": { "schema": { "type": "object", "properties": { "b": { "type": "string" } } } },
                      "text/html": {} } } }
            """));
        Assert.Equal(
            [
                "(9,11) 'application/problem+json' of the error with status 400 is left out, because 'application/json' stands beside it.",
            ],
            Told(run, "BREV0023"));
        run.AssertCompiles();
    }

    [Theory]
    [InlineData("application/xml", """{ "type": "object", "properties": { "a": { "type": "string" } } }""", true)]
    [InlineData("application/xml", """{ "oneOf": [ { "type": "object", "properties": { "a": {} } }, { "type": "string" } ] }""", true)]
    [InlineData("text/csv", """{ "type": "array", "items": { "type": "string" } }""", true)]
    [InlineData("text/html", """{ "type": "string" }""", false)]
    [InlineData("application/vnd.acme+json", """{ "type": "object", "properties": { "a": { "type": "string" } } }""", false)]
    public void BREV0010_a_body_of_an_error_that_no_reader_is_for(string media, string schema, bool isTold)
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Get", "responses": { "204": { "description": "Done." }, "415": { "description": "Bad.", "content": {
                      "{{media}}": { "schema": {{schema}} } } } }
            """));
        Assert.Equal(
            isTold
                ? [$"(8,11) '{media}' is not understood, so the error with status 415 is passed as it is."]
                : [],
            Told(run, "BREV0010"));
    }

    [Fact]
    public void BREV0025_a_body_of_an_answer_that_ends_no_call()
    {
        var run = Run(SmallDocument.Operation("""
                    "operationId": "Get", "responses": { "204": { "description": "Done." }, "103": { "description": "Soon.",
                      "content": { "application/json": { "schema": { "type": "string" } } } } }
            """));
        Assert.Equal(
            ["(8,11) The body of the answer with status 103 is left out: such an answer ends no call and has none."],
            Told(run, "BREV0025"));
    }

    [Fact]
    public void A_redirection_with_a_body_is_an_error_that_is_read()
    {
        var run = Run(SmallDocument.Operation("""
                    "operationId": "Get", "responses": { "204": { "description": "Done." }, "300": { "description": "Choices.",
                      "content": { "application/json": { "schema": { "type": "array", "items": { "type": "string" } } } } } }
            """)).AssertCompiles();
        Assert.Contains("whose body is <c>BodyListValue_string</c>", run.Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0025_members_of_objects_in_a_query_that_have_one_name()
    {
        const string Filter =
            """ "in": "query", "schema": { "type": "object", "properties": { "size": { "type": "integer" }, "NAME": {} } } """;
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Get", {{Answer}}, "parameters": [
                      { "name": "one", {{Filter.Replace("NAME", "a", StringComparison.Ordinal)}} },
                      { "name": "two", {{Filter.Replace("NAME", "b", StringComparison.Ordinal)}} },
                      { "name": "b", "in": "query", "schema": { "type": "string" } } ]
            """));
        Assert.Equal(
            [
                "(9,11) 'size' is left out: something else of the query has this name.",
                "(10,11) 'b' is left out: something else of the query has this name.",
            ],
            Told(run, "BREV0025"));
        run.AssertCompiles();
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(""", "additionalProperties": false """, 0)]
    [InlineData(""", "additionalProperties": { "type": "string" } """, 1)]
    [InlineData(""", "allOf": [ { "type": "object", "additionalProperties": { "type": "string" } } ] """, 1)]
    [InlineData(""", "patternProperties": { "^x-": { "type": "string" } } """, 1)]
    public void BREV0025_members_without_names_beside_the_properties_of_an_object_in_a_query(string others, int count)
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Get", {{Answer}}, "parameters": [
                      { "name": "filter", "in": "query",
                        "schema": { "type": "object", "properties": { "a": { "type": "string" } } {{others}} } } ]
            """));
        Assert.Equal(
            Enumerable.Repeat(
                "(8,11) What 'additionalProperties' describes in 'filter' is left out: each property is a parameter of its own, "
                    + "and these have no names.",
                count),
            Told(run, "BREV0025"));
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0012_what_is_not_looked_at_in_parameters_and_encodings()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Send", {{Answer}}, "parameters": [
                      { "name": "path", "in": "query",
                        "allowReserved": true, "schema": { "type": "string" } } ],
                    "requestBody": { "content": { "multipart/form-data": {
                      "schema": { "type": "object", "properties": { "file": { "type": "string", "format": "binary" } } },
                      "encoding": { "file": {
                        "headers": { "X-Size": { "schema": { "type": "integer" } } } } } } } }
            """, method: "post"));
        Assert.Equal(["(9,13)", "(13,13)"], Told(run, "BREV0012").Select(text => text.Split(' ')[0]));
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0023_a_media_type_without_a_schema_beside_the_one_that_is_taken()
    {
        var run = Run(SmallDocument.Operation("""
                    "operationId": "Get",
                    "responses": { "200": { "description": "ok", "content": {
                      "application/json": { "schema": { "type": "string" } },
                      "application/xml": {} } } }
            """));
        Assert.StartsWith(
            "(10,11) 'application/xml' of the answer with status 200 is left out",
            Assert.Single(Told(run, "BREV0023")),
            StringComparison.Ordinal);
        run.AssertCompiles();
    }

    /// <summary>What is left out of a list moves nothing that comes after it.</summary>
    [Theory]
    [InlineData("\"openapi\": \"3.1.0\"", "\"schema\": { \"type\": \"string\" }", "#/components/parameters/Gone")]
    [InlineData("\"swagger\": \"2.0\"", "\"type\": \"string\"", "#/parameters/Gone")]
    public void A_problem_behind_a_reference_that_leads_nowhere_is_told_at_its_own_line(string version, string schema, string gone)
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Get", {{Answer}}, "parameters": [
                      { "$ref": "{{gone}}" },
                      { "name": "kept", "in": "query", {{schema}} },
                      { "name": "odd", "in": "nowhere", {{schema}} } ]
            """).Replace("\"openapi\": \"3.1.0\"", version, StringComparison.Ordinal));
        Assert.Equal(["(8,11)"], Told(run, "BREV0004").Select(text => text.Split(' ')[0]));
        Assert.Contains(Texts(run), text =>
            text.StartsWith("/documents/openapi.json(10,11): ", StringComparison.Ordinal)
            && !text.Contains("BREV0004", StringComparison.Ordinal));
        Assert.Contains("string? kept", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>Places and messages of the problems with one id.</summary>
    private static string[] Told(GeneratorRun run, string id) =>
        [.. run.Diagnostics.Where(diagnostic => diagnostic.Id == id).Select(static diagnostic =>
        {
            var place = diagnostic.Location.GetLineSpan().StartLinePosition;
            var message = diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
            return $"({place.Line + 1},{place.Character + 1}) {message.Split(". ")[0]}.";
        })];
}
