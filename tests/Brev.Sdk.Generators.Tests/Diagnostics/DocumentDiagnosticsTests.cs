using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>Each problem is told with its id, at its line and column, in words that say what to do.</summary>
public sealed class DocumentDiagnosticsTests
{
    private const string Answer = """ "responses": { "200": { "description": "Done." } } """;

    [Fact]
    public void BREV0001_text_that_is_not_JSON()
    {
        Assert.Equal(
            ["/documents/openapi.json(3,11): error BREV0001: The document is not JSON: '}' is an invalid start of a value. Correct the text at this place; nothing is generated from it until then."],
            Reported("{\n  \"openapi\": \"3.1.0\",\n  \"info\": }\n"));
    }

    [Fact]
    public void BREV0002_JSON_that_is_not_an_OpenAPI_document()
    {
        Assert.Equal(
            ["/documents/openapi.json(1,1): error BREV0002: The file has neither 'openapi' nor 'swagger' at its root. Take the OpenApi metadata off its item, or name an OpenAPI document in JSON."],
            Reported("""{ "name": "package" }"""));
    }

    [Theory]
    [InlineData("\"openapi\": \"4.0.0\"", "4.0.0")]
    [InlineData("\"swagger\": \"1.2\"", "1.2")]
    [InlineData("\"openapi\": 3", "Number")]
    public void BREV0003_a_version_that_is_not_supported(string member, string version)
    {
        Assert.Equal(
            [$"/documents/openapi.json(2,3): error BREV0003: OpenAPI version '{version}' is not supported. Convert the document to 2.0, 3.0 or 3.1."],
            Reported("{\n  " + member + ",\n  \"paths\": {}\n}"));
    }

    [Fact]
    public void BREV0004_a_reference_that_leads_nowhere()
    {
        var run = Run(SmallDocument.Schema("""
                    "type": "object",
                    "properties": { "name": { "type": "string" },
                      "other": { "$ref": "#/components/schemas/Gone" } }
            """));
        Assert.Equal(
            ["/documents/openapi.json(9,11): warning BREV0004: '#/components/schemas/Gone' does not exist in this document. Add it or correct the reference; what refers to it is untyped or left out."],
            Texts(run));
        Assert.Contains("public string? Name { get; init; }", run.AssertCompiles().Sources["Example.Thing.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0005_a_reference_out_of_the_document()
    {
        Assert.Equal(
            ["/documents/openapi.json(8,23): warning BREV0005: 'https://example.com/other.json#/components/schemas/Thing' is outside of this document, and no other file or address is read. Copy it into the components; what refers to it is untyped or left out."],
            Reported(SmallDocument.Schema("""
                      "type": "object",
                      "properties": { "other": { "$ref": "https://example.com/other.json#/components/schemas/Thing" } }
                """)));
    }

    [Fact]
    public void BREV0006_an_operation_without_an_id()
    {
        var run = Run(SmallDocument.Operation(Answer, "/things/{id}/parts") .Replace("\"get\": {", "\"parameters\": [{ \"name\": \"id\", \"in\": \"path\", \"required\": true, \"schema\": { \"type\": \"string\" } }],\n      \"get\": {", StringComparison.Ordinal));
        Assert.Equal(
            ["/documents/openapi.json(7,7): info BREV0006: The operation has no operationId, so its method is named 'GetThingsIdParts' after its route. Give it an id to choose the name."],
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
            ["/documents/openapi.json(6,7): error BREV0008: Operation 'GetThings' has no 'security' of its own, which OpenApiStrictSecurity asks for. Add its requirement, or [] when it is anonymous."],
            Texts(GeneratorHarness.Contracts(MemoryFile.Document(text, strictSecurity: true))));
        Assert.Empty(Reported(text));
        Assert.Empty(Texts(GeneratorHarness.Contracts(MemoryFile.Document(text.Replace("\"operationId\"", "\"security\": [], \"operationId\"", StringComparison.Ordinal), strictSecurity: true))));
    }

    [Fact]
    public void BREV0009_names_that_are_the_same_in_CSharp()
    {
        var run = Run(SmallDocument.Schema("""
                  "type": "object",
                  "properties": {
                    "userId": { "type": "string" },
                    "user_id": { "type": "string" }
                  }
            """));
        Assert.Equal(
            ["/documents/openapi.json(10,9): info BREV0009: 'user_id' would have the C# name of something else beside it and is named 'UserUnderscoreId'. Rename one of the two to choose the name."],
            Texts(run));
        run.AssertCompiles();
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
            ["/documents/openapi.json(9,11): info BREV0010: 'application/xml' is not understood, so the answer is passed as it is. Offer application/json beside it to have it typed."],
            Texts(run));
        Assert.Contains("Task<string> GetThingsAsync(", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0011_a_parameter_that_cannot_be_written_is_left_out_and_the_rest_stays()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "GetThings",
                    "parameters": [
                      { "name": "session", "in": "cookie", "schema": { "type": "string" } },
                      { "name": "filter", "in": "query", "schema": { "type": "string" } }
                    ],
                    {{Answer}}
            """));
        Assert.Equal(
            ["/documents/openapi.json(9,11): warning BREV0011: Parameter 'session' is left out, and with it the operation if it is required: it travels in a cookie. Describe it as a path, query or header parameter with a plain value."],
            Texts(run));
        Assert.Contains("[global::Refit.Query] string? filter = null", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0011_an_operation_with_a_required_parameter_that_cannot_be_written_is_left_out()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "GetThings",
                    "parameters": [ { "name": "session", "in": "cookie", "required": true, "schema": { "type": "string" } } ],
                    {{Answer}}
            """));
        Assert.Single(run.Diagnostics, diagnostic => diagnostic.Id == "BREV0011");
        Assert.DoesNotContain("Example.IOperationsApi.g.cs", run.AssertCompiles().Sources.Keys);
    }

    [Fact]
    public void BREV0012_a_keyword_that_shapes_no_type()
    {
        Assert.Equal(
            ["/documents/openapi.json(8,7): info BREV0012: 'not' does not shape the C# type; values are read and written as the rest of the schema says"],
            Reported(SmallDocument.Schema("""
                      "type": "string",
                      "not": { "const": "x" }
                """)));
    }

    [Fact]
    public void BREV0013_a_value_without_a_type()
    {
        var run = Run(SmallDocument.Schema("""
                  "type": "object",
                  "properties": { "any": {} }
            """));
        Assert.Equal(
            ["/documents/openapi.json(8,23): info BREV0013: The schema does not say what the value is, so it is a JsonElement. Add a 'type', or a reference to a schema."],
            Texts(run));
        Assert.Contains("public global::System.Text.Json.JsonElement? Any { get; init; }", run.AssertCompiles().Sources["Example.Thing.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Not a namespace")]
    [InlineData("A..B")]
    public void BREV0014_an_item_without_a_namespace(string targetNamespace)
    {
        Assert.Equal(
            [$"/documents/openapi.json(1,1): error BREV0014: '{targetNamespace}' is not a C# namespace. Set OpenApiNamespace on the AdditionalFiles item of the document."],
            Texts(GeneratorHarness.Contracts(MemoryFile.Document(SmallDocument.Schema("\"type\": \"string\""), targetNamespace))));
    }

    [Fact]
    public void BREV0015_a_file_that_cannot_be_read()
    {
        var file = new MemoryFile("/documents/openapi.json", null, new Dictionary<string, string> { ["OpenApiNamespace"] = "Example", ["OpenApiContracts"] = "true" });
        Assert.Equal(
            ["/documents/openapi.json(1,1): error BREV0015: The file cannot be read. Add an OpenAPI document to the project: an AdditionalFiles item with OpenApiNamespace."],
            Texts(GeneratorHarness.Contracts(file)));
    }

    [Fact]
    public void BREV0015_a_project_that_asks_for_contracts_and_names_no_document()
    {
        var run = GeneratorHarness.Run(new ContractsGenerator(), [], GeneratorHarness.Compilation("Contracts"), new Dictionary<string, string> { ["OpenApiContracts"] = "true" });
        Assert.Equal(
            ["error BREV0015: The project asks for contracts, and no document is named. Add an OpenAPI document to the project: an AdditionalFiles item with OpenApiNamespace."],
            Texts(run));
    }

    [Fact]
    public void BREV0016_a_placeholder_that_no_parameter_describes()
    {
        var run = Run(SmallDocument.Operation($$"""        "operationId": "GetThing", {{Answer}}""", "/things/{id}"));
        Assert.Equal(
            ["/documents/openapi.json(6,7): warning BREV0016: The path has '{id}', but no parameter describes it; it is a string. Add the parameter with 'in': 'path'."],
            Texts(run));
        Assert.Contains("GetThingAsync(string id,", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0018_pages_whose_members_do_not_exist()
    {
        Assert.Equal(
            ["/documents/openapi.json(8,9): warning BREV0018: x-pagination of 'ListThings' names members that its request or its answer does not have, so only the single page is generated. Name 'pageToken' as member.member of the request, 'nextPageToken' and 'items' of the answer."],
            Reported(SmallDocument.Operation($$"""
                        "operationId": "ListThings",
                        "x-pagination": { "pageToken": "page.token", "nextPageToken": "next", "items": "items" },
                        {{Answer}}
                """)));
    }

    [Fact]
    public void BREV0019_an_element_that_breaks_a_rule_of_OpenAPI()
    {
        var reported = Reported(SmallDocument.Operation($$"""
                    "operationId": "GetThings",
                    "requestBody": [],
                    {{Answer}}
            """));
        Assert.Equal(["/documents/openapi.json(8,9): warning BREV0019: requestBody must be a map/object. Correct it; what it concerns can be incomplete until then."], reported);
    }

    [Fact]
    public void BREV0022_a_value_that_the_reader_cannot_take()
    {
        Assert.Equal(
            ["/documents/openapi.json(1,1): error BREV0022: The document cannot be read: String 'maybe' was not recognized as a valid Boolean. Correct the value it names; nothing is generated from the document until then."],
            Reported(SmallDocument.Operation("        \"operationId\": \"GetThings\", \"deprecated\": \"maybe\"")));
    }

    [Fact]
    public void BREV0020_a_method_that_Refit_cannot_call()
    {
        Assert.Equal(
            ["/documents/openapi.json(6,7): warning BREV0020: Operations with method TRACE are left out: Refit has no attribute for it. Remove the operation, or call it by hand."],
            Reported(SmallDocument.Operation($$"""        "operationId": "TraceThings", {{Answer}}""", method: "trace")));
    }

    [Fact]
    public void BREV0021_two_documents_with_one_namespace()
    {
        var text = SmallDocument.Schema("\"type\": \"object\", \"properties\": { \"name\": { \"type\": \"string\" } }");
        var run = GeneratorHarness.Contracts(MemoryFile.Document(text, path: "/documents/b.json"), MemoryFile.Document(text, path: "/documents/a.json"));
        Assert.Equal(["/documents/b.json(1,1): error BREV0021: Another document is generated into 'Example' already. Give this one an OpenApiNamespace of its own."], Texts(run));
        Assert.Contains("Example.Thing.g.cs", run.AssertCompiles().Sources.Keys);
    }

    private static GeneratorRun Run(string text) => GeneratorHarness.Contracts(MemoryFile.Document(text));

    private static string[] Reported(string text) => Texts(Run(text));

    private static string[] Texts(GeneratorRun run) => [.. run.Diagnostics.Select(diagnostic => diagnostic.ToString())];
}
