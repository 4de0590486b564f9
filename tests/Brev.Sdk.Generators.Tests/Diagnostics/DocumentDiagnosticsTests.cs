using Brev.Sdk.Generators.Tests.Harness;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>Each problem is told with its id, at its line and column, in words that say what to do.</summary>
public sealed class DocumentDiagnosticsTests
{
    private const string Answer = """ "responses": { "200": { "description": "Done." } } """;

    [Fact]
    public void BREV0001_text_that_is_not_JSON()
    {
        Assert.Equal(
            [
                "/documents/openapi.json(3,11): error BREV0001: The document is not JSON: '}' is an invalid start of a "
                    + "value. Correct the text at this place; nothing is generated from it until then.",
            ],
            Reported("{\n  \"openapi\": \"3.1.0\",\n  \"info\": }\n"));
    }

    [Fact]
    public void BREV0002_JSON_that_is_not_an_OpenAPI_document()
    {
        Assert.Equal(
            [
                "/documents/openapi.json(1,1): error BREV0002: The file has neither 'openapi' nor 'swagger' at its root. "
                    + "Take the OpenApi metadata off its item, or name an OpenAPI document in JSON.",
            ],
            Reported("""{ "name": "package" }"""));
    }

    [Theory]
    [InlineData("\"openapi\": \"4.0.0\"", "4.0.0")]
    [InlineData("\"swagger\": \"1.2\"", "1.2")]
    [InlineData("\"openapi\": 3", "Number")]
    public void BREV0003_a_version_that_is_not_supported(string member, string version)
    {
        Assert.Equal(
            [$"/documents/openapi.json(2,3): error BREV0003: OpenAPI version '{version}' is not supported. "
                + "Convert the document to 2.0, 3.0, 3.1 or 3.2."],
            Reported("{\n  " + member + ",\n  \"paths\": {}\n}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Not a namespace")]
    [InlineData("A..B")]
    [InlineData("My.class")]
    public void BREV0014_an_item_without_a_namespace(string targetNamespace)
    {
        Assert.Equal(
            [$"/documents/openapi.json(1,1): error BREV0014: '{targetNamespace}' is not a C# namespace. "
                + "Set Namespace on the OpenApiDocument item of the document."],
            Texts(GeneratorHarness.Contracts(MemoryFile.Document(SmallDocument.Schema("\"type\": \"string\""), targetNamespace))));
    }

    [Fact]
    public void BREV0015_a_file_that_cannot_be_read()
    {
        var file = new MemoryFile(
            "/documents/openapi.json",
            null,
            new Dictionary<string, string> { ["OpenApiNamespace"] = "Example", ["OpenApiContracts"] = "true" });
        Assert.Equal(
            [
                "/documents/openapi.json(1,1): error BREV0015: The file cannot be read. Add an OpenAPI document to the "
                    + "project: an OpenApiDocument item with Namespace.",
            ],
            Texts(GeneratorHarness.Contracts(file)));
    }

    [Fact]
    public void BREV0015_a_project_that_asks_for_contracts_and_names_no_document()
    {
        var run = GeneratorHarness.Run(
            new ContractsGenerator(),
            [],
            GeneratorHarness.Compilation("Contracts"),
            new Dictionary<string, string> { ["OpenApiContracts"] = "true", ["MSBuildProjectFullPath"] = "/source/Contracts.csproj" });
        Assert.Equal(
            [
                "/source/Contracts.csproj(1,1): error BREV0015: The project asks for contracts, and no document is named. "
                    + "Add an OpenAPI document to the project: an OpenApiDocument item with Namespace.",
            ],
            Texts(run));
    }

    [Fact]
    public void BREV0019_an_element_that_breaks_a_rule_of_OpenAPI()
    {
        var reported = Reported(SmallDocument.Operation($$"""
                    "operationId": "GetThings",
                    "requestBody": [],
                    {{Answer}}
            """));
        Assert.Equal(
            ["/documents/openapi.json(8,9): warning BREV0019: requestBody must be a map/object. "
                + "Correct it; what it concerns can be incomplete until then."],
            reported);
    }

    [Fact]
    public void BREV0021_two_documents_with_one_namespace()
    {
        var text = SmallDocument.Schema("\"type\": \"object\", \"properties\": { \"name\": { \"type\": \"string\" } }");
        var run = GeneratorHarness.Contracts(
            MemoryFile.Document(text, path: "/documents/b.json"), MemoryFile.Document(text, path: "/documents/a.json"));
        Assert.Equal(
            ["/documents/b.json(1,1): error BREV0021: Another document is generated into 'Example' already. "
                + "Give this one an OpenApiNamespace of its own."],
            Texts(run));
        Assert.Contains("Example.Thing.g.cs", run.AssertCompiles().Sources.Keys);
    }

    [Fact]
    public void BREV0019_a_truth_value_that_is_none_costs_nothing_but_itself()
    {
        var run = Run(SmallDocument.Operation("        \"operationId\": \"GetThings\", \"deprecated\": \"maybe\""));
        Assert.Equal(
            [
                "/documents/openapi.json(7,37): warning BREV0019: 'deprecated' must be true or false. Correct it; what it "
                    + "concerns can be incomplete until then.",
            ],
            Texts(run));
        Assert.Contains("GetThingsAsync", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0019_a_value_that_the_reader_cannot_take()
    {
        var text = SmallDocument.Operation($"        \"operationId\": \"GetThings\", {Answer}").Replace(
            "  \"paths\"",
            """
              "components": {
                "securitySchemes": {
                  "good": { "type": "http", "scheme": "bearer" },
                  "bad": { "type": "openIdConnect", "openIdConnectUrl": "http://[" } } },
              "paths"
            """,
            StringComparison.Ordinal);
        var run = Run(text);
        Assert.StartsWith(
            "/documents/openapi.json(7,7): warning BREV0019: Invalid URI: ", Assert.Single(Texts(run)), StringComparison.Ordinal);
        Assert.Contains("GetThingsAsync", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }
}
