using Brev.Sdk.Generators.Tests.Harness;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>What is told about parameters: id, line and column, and words that say what to do.</summary>
public sealed class ParameterDiagnosticsTests
{
    private const string Answer = """ "responses": { "200": { "description": "Done." } } """;

    [Fact]
    public void BREV0011_a_parameter_that_cannot_be_written_is_left_out_and_the_rest_stays()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "GetThings",
                    "parameters": [
                      { "name": "session", "in": "cookie",
                        "schema": { "type": "array", "items": { "type": "array", "items": { "type": "string" } } } },
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
            "[Refit::Query] string? filter = null",
            run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"],
            StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0011_an_operation_with_a_required_parameter_that_cannot_be_written_is_left_out()
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "GetThings",
                    "parameters": [ { "name": "session", "in": "cookie", "required": true,
                      "schema": { "type": "array", "items": { "type": "array", "items": { "type": "string" } } } } ],
                    {{Answer}}
            """));
        Assert.Single(run.Diagnostics, diagnostic => diagnostic.Id == "BREV0011");
        Assert.DoesNotContain("Example.IOperationsApi.g.cs", run.AssertCompiles().Sources.Keys);
    }

    [Theory]
    [InlineData(""" "anyOf": [ { "type": "string" }, { "type": "array", "items": { "type": "array", "items": {} } } ] """)]
    [InlineData(""" "type": "array", "items": { "anyOf": [ { "type": "string" }, { "type": "array", "items": {} } ] } """)]
    public void BREV0011_a_value_with_a_form_that_no_style_can_write(string schema)
    {
        var run = Run(SmallDocument.Operation($$"""
                    "operationId": "GetThings", {{Answer}},
                    "parameters": [ { "name": "filter", "in": "query", "schema": { {{schema}} } } ]
            """));
        Assert.Contains(Texts(run), text => text.Contains("warning BREV0011: Parameter 'filter' is left out", StringComparison.Ordinal));
        Assert.DoesNotContain("filter", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
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
}
