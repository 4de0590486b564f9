using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>What is told about operations, their ids, paths, methods and pages: id, line, column and what to do.</summary>
public sealed class OperationDiagnosticsTests
{
    private const string Answer = """ "responses": { "200": { "description": "Done." } } """;

    [Theory]
    [InlineData("https://example.com/paths.json", "BREV0005")]
    [InlineData("#/components/pathItems/Gone", "BREV0004")]
    public void BREV0004_and_BREV0005_a_path_that_stands_elsewhere(string reference, string id)
    {
        var run = Run($$"""
            {
              "openapi": "3.1.0", "info": { "title": "Small", "version": "1" },
              "paths": {
                "/a": { "$ref": "{{reference}}" } } }
            """);
        Assert.StartsWith(
            $"/documents/openapi.json(4,5): warning {id}: '{reference}' ", Assert.Single(Texts(run)), StringComparison.Ordinal);
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0006_an_operation_without_an_id()
    {
        var run = Run(SmallDocument.Operation(Answer, "/things/{id}/parts") .Replace(
            "\"get\": {",
            """
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
                  "get": {
            """,
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
                "/documents/openapi.json(4,22): warning BREV0007: Several operations have the id 'Same', so this one's "
                    + "method is named 'GetA' after its route. Give each operation an id of its own.",
                "/documents/openapi.json(5,22): warning BREV0007: Several operations have the id 'Same', so this one's "
                    + "method is named 'GetB' after its route. Give each operation an id of its own.",
            ],
            Texts(run));
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

    [Theory]
    [InlineData("", "")]
    [InlineData("/{org}", """
        "parameters": [{ "name": "org", "in": "path", "required": true, "schema": { "type": "string" } }],
        """)]
    [InlineData("", """
        "parameters": [{ "name": "deep", "in": "query", "schema": { "type": "boolean" } }],
        """)]
    [InlineData("", "", "\"required\": [\"size\"],")]
    public void BREV0018_pages_that_no_companion_can_read(string path, string parameters, string page = "")
    {
        var run = Run(SnapshotDocument.Operation("/things" + path, "post", $$"""
            "operationId": "ListThings", {{parameters}}
            "x-pagination": { "pageToken": "page.token", "nextPageToken": "next", "items": "items" },
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object", "properties": {
              "page": { "type": "object", {{page}} "properties": {
                "token": { "type": "string" }, "size": { "type": "integer" } } } } } } } },
            "responses": { "200": { "description": "A page.", "content": { "application/json": {
              "schema": { "type": "object", "properties": {
                "items": { "type": "array", "items": { "type": "string" } }, "next": { "type": "string" } } } } } } }
            """));

        run.AssertCompiles();
        Assert.Equal(
            path + parameters + page == "" ? 0 : 1, Texts(run).Count(text => text.Contains("BREV0018", StringComparison.Ordinal)));
    }

    [Fact]
    public void BREV0018_pages_whose_members_do_not_exist()
    {
        Assert.Equal(
            [
                "/documents/openapi.json(8,9): warning BREV0018: x-pagination of 'ListThings' does not fit: it names members that the "
                    + "request or the answer does not have, the operation takes more than its body, or what holds the page token has "
                    + "members that it needs. Only the single page is generated. Name 'pageToken' as member.member of the request, "
                    + "'nextPageToken' and 'items' of the answer.",
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
