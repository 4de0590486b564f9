using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>What is told stands at its own line, also where version 2.0 has it in another place than the versions after it.</summary>
public sealed class PlaceTests
{
    private const string Collision = """
        { "type": "object", "properties": {
            "aB": { "type": "string" },
            "a_b": { "type": "string" } } }
        """;

    private const string Found = """ "responses": { "200": { "description": "Done." } } """;

    /// <param name="id">What is told.</param>
    /// <param name="document">What the document has.</param>
    /// <param name="operation">What its operation has.</param>
    /// <param name="place">The text at whose first character it is told.</param>
    [Theory]
    [InlineData("BREV0009", """ "definitions": { "T": COLLISION }, """, "FOUND", "\"a_b\"")]
    [InlineData("BREV0024", """
        "securityDefinitions": {
            "odd": { "type": "apiKey", "in": "header", "name": "X: Key" } },
        "security": [ { "odd": [] } ],
        """, "FOUND", "\"odd\": {")]
    [InlineData("BREV0004", """
        "security": [
            { "gone": [] } ],
        """, "FOUND", "{ \"gone\"")]
    [InlineData("BREV0009", """ "responses": { "None": { "description": "None.", "schema": COLLISION } }, """, """
        "responses": { "200": { "description": "Done." }, "404": { "$ref": "#/responses/None" } }
        """, "\"a_b\"")]
    [InlineData("BREV0009", "", """ "responses": { "200": { "description": "Done.", "schema": COLLISION } } """, "\"a_b\"")]
    [InlineData("BREV0009", "", """
        FOUND, "parameters": [
            { "name": "q", "in": "query", "type": "string" },
            { "name": "body", "in": "body", "schema": COLLISION } ]
        """, "\"a_b\"")]
    [InlineData("BREV0009", """ "parameters": { "Sent": { "name": "body", "in": "body", "schema": COLLISION } }, """, """
        FOUND, "parameters": [
            { "name": "q", "in": "query", "type": "string" },
            { "$ref": "#/parameters/Sent" } ]
        """, "{ \"$ref\": \"#/parameters/Sent\"")]
    [InlineData("BREV0011", "", """
        FOUND, "parameters": [
            { "name": "body", "in": "body", "schema": { "type": "string" } },
            { "name": "q", "in": "query", "type": "string" },
            { "name": "X: Odd", "in": "header", "type": "string" } ]
        """, "{ \"name\": \"X: Odd\"")]
    [InlineData("BREV0023", "", """
        "responses": { "200": { "description": "Done.", "schema": { "type": "array", "items": { "type": "string" } } } },
        "produces": ["application/json",
            "text/csv"]
        """, "\"text/csv\"")]
    [InlineData("BREV0023", """
        "consumes": ["application/json",
            "text/csv"],
        """, """
        FOUND, "parameters": [ { "name": "body", "in": "body", "schema": { "type": "array", "items": { "type": "string" } } } ]
        """, "\"text/csv\"")]
    public void What_is_told_of_a_document_of_version_2_stands_where_the_document_has_it(
        string id, string document, string operation, string place)
    {
        var text = $$"""
            {
              "swagger": "2.0", "info": { "title": "Small", "version": "1" }, "host": "small.example", "produces": ["application/json"],
              {{document}}
              "paths": { "/a": { "post": { "operationId": "Send", {{operation}} } } }
            }
            """.Replace("COLLISION", Collision, StringComparison.Ordinal).Replace("FOUND", Found, StringComparison.Ordinal);
        var told = Assert.Single(Reported(text));
        Assert.StartsWith($"/documents/openapi.json({Position(text, place)}): ", told, StringComparison.Ordinal);
        Assert.Contains(id, told, StringComparison.Ordinal);
        Assert.DoesNotContain("/components/", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_of_an_operation_whose_name_is_taken_is_told_at_its_own_line()
    {
        var text = SmallDocument.Operation($$"""
            "operationId": "Get", {{Found}}, "servers": [
              { "url": "https://a-b.example" } ]
            """).Replace(
            "\"paths\"",
            """
            "servers": [ { "url": "https://first.example" }, { "url": "https://a.b.example" } ], "paths"
            """,
            StringComparison.Ordinal);
        Assert.StartsWith(
            $"/documents/openapi.json({Position(text, "{ \"url\": \"https://a.b")}): info BREV0009",
            Assert.Single(Reported(text)),
            StringComparison.Ordinal);
    }

    private static string Position(string text, string place)
    {
        var before = text[..text.IndexOf(place, StringComparison.Ordinal)];
        return $"{before.Count(static character => character == '\n') + 1},{before.Length - before.LastIndexOf('\n')}";
    }
}
