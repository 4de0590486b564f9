using Brev.Sdk.Generators.Tests.Harness;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>Each problem is told with its id, at its line and column, in words that say what to do.</summary>
public sealed class OperationDiagnosticsTests
{
    private const string Answer = """ "responses": { "200": { "description": "Done." } } """;

    [Theory]
    [InlineData("https://example.com/paths.json", "BREV0005")]
    [InlineData("#/components/pathItems/Gone", "BREV0004")]
    public void BREV0004_and_BREV0005_a_path_that_stands_elsewhere(string reference, string id)
    {
        var run =
            Run("{\n  \"openapi\": \"3.1.0\", \"info\": { \"title\": \"Small\", \"version\": \"1\" },\n  \"paths\": {\n    \"/a\": { \"$ref\": \"" + reference + "\" } } }");
        Assert.StartsWith(
            $"/documents/openapi.json(4,5): warning {id}: '{reference}' ", Assert.Single(Texts(run)), StringComparison.Ordinal);
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0006_an_operation_without_an_id()
    {
        var run = Run(SmallDocument.Operation(Answer, "/things/{id}/parts") .Replace(
            "\"get\": {",
            "\"parameters\": [{ \"name\": \"id\", \"in\": \"path\", \"required\": true, \"schema\": { \"type\": \"string\" } }],\n      \"get\": {",
            StringComparison.Ordinal));
        Assert.Equal(
            [
                "/documents/openapi.json(7,7): info BREV0006: The operation has no operationId, so its method is named "
                    + "'GetThingsIdParts' after its route. Give it an id to choose the name.",
            ],
            Texts(run));
        Assert.Contains(" GetThingsIdPartsAsync(", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0007_two_operations_with_one_id()
    {
        var run = Run($$"""
            {
              "openapi": "3.1.0", "info": { "title": "Small", "version": "1" },
              "paths": {
                "/a": { "get": { "operationId": "Same", {{Answer}} } },
                "/b": { "get": { "operationId": "Same", {{Answer}} } }
              }
            }
            """);
        Assert.Equal(
            [
                "/documents/openapi.json(4,22): warning BREV0007: Several operations have the id 'Same', so this one's method is named 'GetA' after its route. Give each operation an id of its own.",
                "/documents/openapi.json(5,22): warning BREV0007: Several operations have the id 'Same', so this one's method is named 'GetB' after its route. Give each operation an id of its own.",
            ],
            Texts(run));
        run.AssertCompiles();
    }

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
        var run = Run("""
            {
              "openapi": "3.1.0", "info": { "title": "Small", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "Get", "security": [ { "key": [] } ], "responses": { "204": { "description": "Done." } } } } },
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

    [Fact]
    public void BREV0023_a_body_with_another_schema_beside_the_one_that_is_taken()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Get", {{Answer}},
                    "requestBody": { "content": {
                      "application/json": { "schema": { "type": "string" } },
                      "multipart/form-data": { "schema": { "type": "object", "properties": { "file": { "type": "string", "format": "binary" } } } } } }
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
            [$"/documents/openapi.json(9,{column}): warning BREV0025: The body of the request is left out: {reason}. Describe it, or remove it from the document."], Texts(run));
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0026_calls_that_the_server_makes()
    {
        var run = Run($$"""
            {
              "openapi": "3.1.0", "info": { "title": "Small", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "Get", {{Answer}},
                "callbacks": { "done": { "{$request.query.url}": { "post": { {{Answer}} } } } } } } },
              "webhooks": { "gone": { "post": { {{Answer}} } } }
            }
            """);
        Assert.Equal(["(4,20): info BREV0026: Callback 'done'", "(5,17): info BREV0026: Webhook 'gone'"], Texts(run)
            .Select(text => text["/documents/openapi.json".Length..text.IndexOf(" describes", StringComparison.Ordinal)]));
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
                { "login": [] },
                {} ],
              "paths": { "/a": { "get": { "operationId": "Get", {{Answer}} } }, "/b": { "get": { "operationId": "Read", {{Answer}} } } }
            }
            """);
        Assert.Equal(
            [
                "/documents/openapi.json(7,5): info BREV0028: Calls have no place for 'key' with 'id', because 'token' is taken of the ways "
                    + "that 'security' offers. Remove the latter from it to have the former.",
            ],
            Texts(run));
        run.AssertCompiles();
    }

    [Fact]
    public void No_body_with_one_of_several_forms_loses_its_parts()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "Send", {{Answer}},
                    "requestBody": { "content": { "multipart/form-data": { "schema": { "required": ["kind"], "properties": { "kind": { "type": "string" } }, "oneOf": [
                      { "type": "object", "required": ["text"], "properties": { "text": { "type": "string" } } },
                      { "type": "object", "properties": { "file": { "type": "string", "format": "binary" } } } ] } } } }
            """, method: "post"));
        var code = run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"];
        Assert.Contains("string kind,", code, StringComparison.Ordinal);
        Assert.Contains("string? text = null,", code, StringComparison.Ordinal);
        Assert.Contains("global::Refit.StreamPart? file = null,", code, StringComparison.Ordinal);
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

    [Fact]
    public void BREV0011_a_parameter_that_cannot_be_written_is_left_out_and_the_rest_stays()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "GetThings",
                    "parameters": [
                      { "name": "session", "in": "cookie", "schema": { "type": "array", "items": { "type": "array", "items": { "type": "string" } } } },
                      { "name": "filter", "in": "query", "schema": { "type": "string" } }
                    ],
                    {{Answer}}
            """));
        Assert.Equal(
            [
                "/documents/openapi.json(9,11): warning BREV0011: Parameter 'session' is left out, and with it the "
                    + "operation if it is required: its style is form, of a collection. Describe it as a path, query or header "
                    + "parameter with a plain value.",
            ],
            Texts(run));
        Assert.Contains(
            "[global::Refit.Query] string? filter = null",
            run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"],
            StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0011_an_operation_with_a_required_parameter_that_cannot_be_written_is_left_out()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "GetThings",
                    "parameters": [ { "name": "session", "in": "cookie", "required": true, "schema": { "type": "array", "items": { "type": "array", "items": { "type": "string" } } } } ],
                    {{Answer}}
            """));
        Assert.Single(run.Diagnostics, diagnostic => diagnostic.Id == "BREV0011");
        Assert.DoesNotContain("Example.IOperationsApi.g.cs", run.AssertCompiles().Sources.Keys);
    }

    [Fact]
    public void BREV0016_a_placeholder_that_no_parameter_describes()
    {
        var run = Run(SmallDocument.Operation($$"""        "operationId": "GetThing", {{Answer}}""", "/things/{id}"));
        Assert.Equal(
            [
                "/documents/openapi.json(6,7): warning BREV0016: The path has '{id}', but no parameter describes it; it "
                    + "is a string. Add the parameter with 'in': 'path'.",
            ],
            Texts(run));
        Assert.Contains("GetThingAsync(string id,", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0018_pages_whose_members_do_not_exist()
    {
        Assert.Equal(
            [
                "/documents/openapi.json(8,9): warning BREV0018: x-pagination of 'ListThings' names members that its "
                    + "request or its answer does not have, so only the single page is generated. Name 'pageToken' as "
                    + "member.member of the request, 'nextPageToken' and 'items' of the answer.",
            ],
            Reported(SmallDocument.Operation($$"""
                        "operationId": "ListThings",
                        "x-pagination": { "pageToken": "page.token", "nextPageToken": "next", "items": "items" },
                        {{Answer}}
                """)));
    }

    [Fact]
    public void BREV0020_a_method_that_Refit_cannot_call()
    {
        Assert.Equal(
            [
                "/documents/openapi.json(6,7): warning BREV0020: Operations with method TRACE are left out: Refit has no "
                    + "attribute for it. Remove the operation, or call it by hand.",
            ],
            Reported(SmallDocument.Operation($$"""        "operationId": "TraceThings", {{Answer}}""", method: "trace")));
    }
}
