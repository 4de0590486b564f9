using Brev.Sdk.Generators.Tests.Harness;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Diagnostics;

/// <summary>Each problem is told with its id, at its line and column, in words that say what to do.</summary>
public sealed class SchemaDiagnosticsTests
{
    [Fact]
    public void BREV0004_a_reference_that_leads_nowhere()
    {
        var run = Run(SmallDocument.Schema("""
                    "type": "object",
                    "properties": { "name": { "type": "string" },
                      "other": { "$ref": "#/components/schemas/Gone" } }
            """));
        Assert.Equal(
            [
                "/documents/openapi.json(9,11): warning BREV0004: '#/components/schemas/Gone' does not exist in this "
                    + "document. Add it or correct the reference; what refers to it is untyped or left out.",
            ],
            Texts(run));
        Assert.Contains("public string? Name { get; init; }", run.AssertCompiles().Sources["Example.Thing.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void BREV0005_a_reference_out_of_the_document()
    {
        Assert.Equal(
            [
                "/documents/openapi.json(8,23): warning BREV0005: "
                    + "'https://example.com/other.json#/components/schemas/Thing' is outside of this document, and no other "
                    + "file or address is read. Copy it into the components; what refers to it is untyped or left out.",
            ],
            Reported(SmallDocument.Schema("""
                      "type": "object",
                      "properties": { "other": { "$ref": "https://example.com/other.json#/components/schemas/Thing" } }
                """)));
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
            [
                "/documents/openapi.json(10,9): info BREV0009: 'user_id' would have the C# name of something else beside "
                    + "it and is named 'UserUnderscoreId'. Rename one of the two to choose the name.",
            ],
            Texts(run));
        run.AssertCompiles();
    }

    [Fact]
    public void BREV0012_a_keyword_that_shapes_no_type()
    {
        Assert.Equal(
            [
                "/documents/openapi.json(8,7): info BREV0012: 'not' does not shape the C# type; values are read and "
                    + "written as the rest of the schema says",
            ],
            Reported(SmallDocument.Schema("""
                      "type": "string",
                      "not": { "const": "x" }
                """)));
    }

    /// <summary>What these words say of some elements or members holds for no other.</summary>
    [Theory]
    [InlineData("3.1.0", """ "prefixItems": [ { "type": "string" }, { "type": "integer" } ] """)]
    [InlineData("3.1.0", """ "prefixItems": [ { "type": "string" } ], "items": { "type": "integer" } """)]
    [InlineData("3.1.0", """ "prefixItems": [ { "type": "string" } ], "items": false """)]
    [InlineData("3.1.0", """ "unevaluatedItems": { "type": "string" }, "items": true """)]
    [InlineData("3.0.3", """ "items": [ { "type": "string" }, { "type": "integer" } ] """)]
    public void BREV0012_elements_that_are_described_one_by_one(string version, string words)
    {
        var run = Run(SmallDocument.Schema($$"""
                  "type": "object", "properties": { "list": { "type": "array",
                    {{words.Trim()}} } }
            """).Replace("3.1.0", version, StringComparison.Ordinal));
        var word = words.Split('"')[1];
        Assert.Equal(
            [
                $"/documents/openapi.json(8,9): info BREV0012: '{word}' does not shape the C# type; values are read and "
                    + "written as the rest of the schema says",
            ],
            Texts(run));
        Assert.Contains(
            "IReadOnlyList<SystemJson::JsonElement>",
            run.AssertCompiles().Sources["Example.Thing.g.cs"],
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"unevaluatedProperties\": { \"type\": \"string\" }", 1)]
    [InlineData("\"dependentSchemas\": { \"a\": { \"properties\": { \"b\": { \"type\": \"string\" } } } }", 1)]
    [InlineData("\"unevaluatedProperties\": false", 0)]
    [InlineData("\"unevaluatedProperties\": { \"type\": \"string\" }, \"$ref\": \"#/components/schemas/Other\"", 1)]
    [InlineData("\"unevaluatedProperties\": true", 0)]
    public void BREV0012_members_that_other_words_describe(string words, int count)
    {
        var told = Reported(SmallDocument.Schema($$"""
                  "description": "One.",
                  {{words}} },
                "Other": { "type": "object", "properties": { "a": { "type": "string" } }
            """));
        Assert.Equal(
            Enumerable.Repeat(
                $"/documents/openapi.json(8,7): info BREV0012: '{words.Split('"')[1]}' does not shape the C# type; values are read and "
                    + "written as the rest of the schema says",
                count),
            told.Where(text => text.Contains("BREV0012", StringComparison.Ordinal)));
    }

    [Fact]
    public void BREV0013_a_value_without_a_type()
    {
        var run = Run(SmallDocument.Schema("""
                  "type": "object",
                  "properties": { "any": {} }
            """));
        Assert.Equal(
            [
                "/documents/openapi.json(8,23): info BREV0013: The schema does not say what the value is, so it is a "
                    + "JsonElement. Add a 'type', or a reference to a schema.",
            ],
            Texts(run));
        Assert.Contains(
            "public SystemJson::JsonElement? Any { get; init; }",
            run.AssertCompiles().Sources["Example.Thing.g.cs"],
            StringComparison.Ordinal);
    }
}
