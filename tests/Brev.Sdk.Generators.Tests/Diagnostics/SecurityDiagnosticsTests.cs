using Brev.Sdk.Generators.Tests.Harness;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>What is told about credentials: id, line and column, and words that say what to do.</summary>
public sealed class SecurityDiagnosticsTests
{
    private const string Answer = """ "responses": { "200": { "description": "Done." } } """;

    [Fact]
    public void BREV0008_an_operation_that_does_not_say_whether_it_needs_a_token_where_the_item_asks_for_it()
    {
        var text = SmallDocument.Operation($$"""        "operationId": "GetThings", {{Answer}}""");
        Assert.Equal(
            [
                "/documents/openapi.json(6,7): error BREV0008: Operation 'GetThings' has no 'security' of its own, which "
                    + "OpenApiStrictSecurity asks for. Add its requirement, or [] when it is anonymous.",
            ],
            Texts(GeneratorHarness.Contracts(MemoryFile.Document(text, strictSecurity: true))));
        Assert.Empty(Reported(text));
        Assert.Empty(Texts(GeneratorHarness.Contracts(MemoryFile.Document(
            text.Replace("\"operationId\"", "\"security\": [], \"operationId\"", StringComparison.Ordinal), strictSecurity: true))));
    }

    [Fact]
    public void BREV0004_a_security_scheme_that_the_document_does_not_have()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Get", {{Answer}},
                    "security": [
                      { "gone": [] }
                    ]
            """));
        Assert.StartsWith("/documents/openapi.json(9,11): warning BREV0004: '#/components/securitySchemes/gone' ", Assert.Single(
            Texts(run)), StringComparison.Ordinal);
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0024_a_key_whose_name_no_header_can_have()
    {
        var run = Run($$"""
            {
              "openapi": "3.1.0", "info": { "title": "Small", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "Get", "security": [ { "key": [] } ], {{Answer}} } } },
              "components": { "securitySchemes": {
                "key": { "type": "apiKey", "in": "header", "name": "X: Key" } } }
            }
            """);
        Assert.Equal(
            [
                "/documents/openapi.json(5,5): warning BREV0024: Security scheme 'key' is left out: 'X: Key' can be the "
                    + "name of neither a header nor a cookie nor a scheme of Authorization. Correct its name.",
            ],
            Texts(run));
        run.AssertCompiles();
    }

    [Theory]
    [InlineData("query", "token", "apiKey", 1)]
    [InlineData("header", "Token", "apiKey", 1)]
    [InlineData("cookie", "token", "apiKey", 1)]
    [InlineData("query", "Token", "apiKey", 0)]
    [InlineData("query", "token", "http", 0)]
    public void BREV0029_a_parameter_in_the_place_of_a_credential(string place, string name, string type, int count)
    {
        var run = Run($$"""
            {
              "openapi": "3.1.0", "info": { "title": "Small", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "Get", "security": [ { "key": [] } ], {{Answer}}, "parameters": [
                { "name": "{{name}}", "in": "{{place}}", "schema": { "type": "string" } } ] } } },
              "components": { "securitySchemes": {
                "key": { "type": "{{type}}", "in": "{{place}}", "name": "token", "scheme": "bearer" } } }
            }
            """);
        Assert.Equal(
            Enumerable.Repeat(
                $"/documents/openapi.json(4,5): info BREV0029: Parameter '{name}' is ignored: 'security' says which credentials "
                    + "are asked for. Remove the parameter.",
                count),
            Texts(run));
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0028_a_way_to_authenticate_beside_none()
    {
        var run = Run($$"""
            {
              "openapi": "3.1.0", "info": { "title": "Small", "version": "1" },
              "components": { "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } } },
              "security": [
                {},
                { "token": [] } ],
              "paths": { "/a": { "get": { "operationId": "Get", {{Answer}} } } }
            }
            """);
        Assert.Equal(
            [
                "/documents/openapi.json(6,5): info BREV0028: Calls have no place for 'token', because '{}' is taken of the "
                    + "ways that 'security' offers. Remove the latter from it to have the former.",
            ],
            Texts(run));
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0028_a_way_to_authenticate_that_is_not_taken()
    {
        var run = Run($$"""
            {
              "openapi": "3.1.0", "info": { "title": "Small", "version": "1" },
              "components": { "securitySchemes": {
                "key": { "type": "apiKey", "in": "header", "name": "X-Key" }, "id": { "type": "apiKey", "in": "query", "name": "id" },
                "token": { "type": "http", "scheme": "bearer" }, "login": { "type": "oauth2", "flows": {} } } },
              "security": [
                { "key": [], "id": [] },
                { "token": [] },
                { "login": [] } ],
              "paths": { "/a": { "get": { "operationId": "Get", {{Answer}} } }, "/b": { "get": { "operationId": "Read", {{Answer}} } } }
            }
            """);
        Assert.Equal(
            [
                "/documents/openapi.json(7,5): info BREV0028: Calls have no place for 'key' with 'id', because 'token' is taken of the "
                    + "ways that 'security' offers. Remove the latter from it to have the former.",
            ],
            Texts(run));
        run.AssertCompiles();
    }
}
