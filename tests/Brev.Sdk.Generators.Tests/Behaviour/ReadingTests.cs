using System.Globalization;
using Brev.Sdk.Generators.Tests.Diagnostics;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What versions of OpenAPI say in words of their own is read, and what cannot be read costs nothing but itself.</summary>
public sealed class ReadingTests
{
    private const string Done = """ "responses": { "204": { "description": "Done." } } """;

    [Theory]
    [InlineData("3.2.0")]
    [InlineData("3.2")]
    [InlineData("3.1.1")]
    [InlineData("3.0.4")]
    public void A_document_of_every_third_version_is_read(string version)
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(
            SmallDocument.Operation($"        \"operationId\": \"get\", {Done}").Replace("3.1.0", version, StringComparison.Ordinal)));
        Assert.Empty(run.Diagnostics);
        Assert.Contains("GetAsync", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.10.0")]
    [InlineData("3.3.0")]
    [InlineData("30")]
    public void A_version_that_begins_like_one_that_is_understood_is_another(string version) =>
        Assert.Equal("BREV0003", Assert.Single(
            GeneratorHarness.Contracts(MemoryFile.Document($$"""{ "openapi": "{{version}}", "paths": {} }""")).Diagnostics).Id);

    [Fact]
    public async Task A_list_is_separated_as_version_2_says_and_by_commas_when_it_does_not()
    {
        var formats = new[] { "", "csv", "ssv", "tsv", "pipes", "multi" };
        using var client = new CalledClient($$"""
            { "swagger": "2.0", "info": { "title": "Lists", "version": "1" },
              "paths": { {{string.Join(", ", formats.Select(format => $$"""
                "/a{{format}}": { "get": { "operationId": "find{{format}}", "parameters": [
                  { "name": "t", "in": "query", "type": "array", "items": { "type": "string" }
                    {{(format.Length > 0 ? $", \"collectionFormat\": \"{format}\"" : "")}} } ], {{Done}} } }
                """))}} } }
            """);
        var sent = new List<string?>();
        foreach (var format in formats)
        {
            await client.CallWithJsonAsync($"Find{format}Async", """["x","y"]""");
            sent.Add(client.Target);
        }

        Assert.Equal(["/a?t=x,y", "/acsv?t=x,y", "/assv?t=x%20y", "/atsv?t=x%09y", "/apipes?t=x%7Cy", "/amulti?t=x&t=y"], sent);
    }

    [Fact]
    public async Task A_header_of_version_2_can_be_the_credential()
    {
        using var client = new CalledClient($$"""
            { "swagger": "2.0", "info": { "title": "Credentials", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "find", "parameters": [
                { "name": "Authorization", "in": "header", "required": true, "type": "string" } ], {{Done}} } } } }
            """);
        await client.CallAsync("FindAsync", ("authorization", "Token abc"));
        Assert.Equal("Token abc", client.Headers["Authorization"]);
    }

    [Fact]
    public void A_collection_format_that_is_none_is_told_and_the_document_stays()
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document($$"""
            { "swagger": "2.0", "info": { "title": "Formats", "version": "1" },
              "paths": { "/a": { "get": { "operationId": "find", "parameters": [
                { "name": "t", "in": "query", "type": "array", "items": { "type": "string" }, "collectionFormat": "semicolons" } ],
                  {{Done}} } } } }
            """));
        Assert.Equal("BREV0019", Assert.Single(run.Diagnostics).Id);
        Assert.Contains("FindAsync", run.AssertCompiles().Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_whose_schema_is_true_is_anything_and_one_whose_schema_is_false_is_not_there()
    {
        var text = SnapshotDocument.Schemas("""
            "T": { "type": "object", "properties": { "any": true, "none": false, "s": { "type": "string" },
              "list": { "type": "array", "items": true } } },
            "Closed": { "type": "object", "properties": { "additionalProperties": false, "s": { "type": "string" } },
              "additionalProperties": false },
            "Anything": true
            """);
        Assert.Empty(GeneratorHarness.Contracts(MemoryFile.Document(text)).Diagnostics);
        var contracts = new LoadedContracts(text);
        const string Json = """{"any":{"a":[1]},"s":"x","list":[1,"2"]}""";
        Assert.Equal(Json, contracts.RoundTrip("T", Json));
        Assert.Null(contracts.Type("T").GetProperty("None"));
        Assert.Null(contracts.Type("Closed").GetProperty("AdditionalProperties"));
    }

    [Theory]
    [InlineData("5", "5", "System.Nullable`1[System.Int64]")]
    [InlineData("1.5", "1.5", "System.Nullable`1[System.Double]")]
    [InlineData("true", "true", "System.Nullable`1[System.Boolean]")]
    [InlineData("\"x\"", "\"x\"", "System.String")]
    public void A_constant_has_the_type_of_its_value(string constant, string value, string type)
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            "T": { "type": "object", "properties": { "v": { "const": {{constant}} } } }
            """));
        Assert.Equal(type, contracts.Type("T").GetProperty("V")!.PropertyType.ToString());
        Assert.Equal($$"""{"v":{{value}}}""", contracts.RoundTrip("T", $$"""{"v":{{value}}}"""));
    }

    [Theory]
    [InlineData("""{ "const": {"a":1} }""", """{"a":1}""")]
    [InlineData("""{ "const": [1] }""", "[1]")]
    [InlineData("""{ "enum": [1, 2] }""", "2")]
    [InlineData("""{ "enum": [1, 2.5] }""", "2.5")]
    [InlineData("""{ "enum": [true] }""", "true")]
    [InlineData("""{ "enum": ["a", 1] }""", "1")]
    [InlineData("""{ "enum": ["a", 1] }""", "\"a\"")]
    public void Values_without_a_type_are_read_and_written_as_they_are(string schema, string value)
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            "T": { "type": "object", "properties": { "v": {{schema}} } }
            """));
        Assert.Equal($$"""{"v":{{value}}}""", contracts.RoundTrip("T", $$"""{"v":{{value}}}"""));
    }

    [Theory]
    [InlineData(65)]
    [InlineData(300)]
    public void Schemas_nest_deeper_than_64_levels(int depth)
    {
        var schema = Nested(depth, """{ "type": "string" }""");
        var run = GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Schemas($"\"T\": {schema}")));
        Assert.Empty(run.Diagnostics);
        run.AssertCompiles();
        Assert.Equal(depth, run.Sources.Keys.Count(name => name.StartsWith("Example.T", StringComparison.Ordinal)
            && !name.Contains(".Json.", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_text_that_nests_deeper_than_any_API_is_refused_at_its_place()
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Schemas($"\"T\": {Nested(600, "{}")}")));
        Assert.Equal("BREV0001", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public void A_component_that_cannot_be_read_is_told_at_its_place_and_the_others_stay()
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Schemas("""
            "Good": { "type": "object", "properties": { "n": { "type": "string" } } },
            "Odd": { "type": "object", "properties": [ 5 ], "required": "n", "enum": 7, "description": {}, "deprecated": 3 }
            """)));
        Assert.Contains("Example.Good.g.cs", run.AssertCompiles().Sources.Keys);
        Assert.All(run.Diagnostics, diagnostic =>
            Assert.Equal(("BREV0019", 5), (diagnostic.Id, diagnostic.Location.GetLineSpan().StartLinePosition.Line)));
        Assert.Equal(5, run.Diagnostics.Length);
    }

    [Fact]
    public void Of_members_with_one_name_the_last_counts()
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Schemas("""
            "T": { "type": "object", "properties": { "n": { "type": "string" }, "n": { "type": "boolean" } } }
            """)));
        Assert.Contains("public bool? N { get; init; }", run.AssertCompiles().Sources["Example.T.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"more":[1]}""", "Growing")]
    [InlineData("""{}""", "Growing")]
    [InlineData("""{"n":"x"}""", "Named")]
    public void An_object_whose_list_of_members_is_empty_has_a_type_and_keeps_what_comes(string json, string form)
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "Growing": { "type": "object", "properties": {} },
            "Named": { "type": "object", "required": ["n"], "properties": { "n": { "type": "string" } } },
            "Either": { "oneOf": [ { "$ref": "#/components/schemas/Named" }, { "$ref": "#/components/schemas/Growing" } ] },
            "Owner": { "type": "object", "properties": { "held": { "$ref": "#/components/schemas/Growing" } } }
            """));
        Assert.NotNull(LoadedContracts.Get(contracts.Read("Either", json), form));
        Assert.Equal(json, contracts.RoundTrip("Either", json));
        Assert.Equal($$"""{"held":{{json}}}""", contracts.RoundTrip("Owner", $$"""{"held":{{json}}}"""));
    }

    private static string Nested(int depth, string innermost) =>
        string.Concat(Enumerable.Range(0, depth)
            .Select(level => string.Create(CultureInfo.InvariantCulture, $$"""{ "type": "object", "properties": { "p{{level % 7}}": """)))
        + innermost
        + string.Concat(Enumerable.Repeat(" } }", depth));
}
