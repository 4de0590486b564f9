using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>A schema that is all of several unions at once.</summary>
public sealed class UnionPartsTests
{
    private const string Forms = """
        "A": { "type": "object", "properties": { "a": { "type": "string" } } },
        "B": { "type": "object", "properties": { "b": { "type": "string" } } },
        "C": { "type": "object", "properties": { "c": { "type": "string" } } },
        "First": { "oneOf": [ { "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" } ] },
        "Second": { "anyOf": [ { "$ref": "#/components/schemas/C" }, { "type": "object", "properties": { "d": { "type": "string" } } } ] },
        "Words": { "oneOf": [ { "type": "string" }, { "type": "integer" } ] },
        "Sizes": { "oneOf": [ { "type": "boolean" }, { "type": "integer" } ] },
        """;

    [Theory]
    [InlineData("")]
    [InlineData(""", { "required": ["a"] } """)]
    [InlineData(""", { "type": "object", "properties": { "e": { "type": "string" } } } """)]
    public void Two_unions_of_objects_are_one_object_with_the_members_of_all_forms(string more)
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            {{Forms}}
            "Both": { "allOf": [ { "$ref": "#/components/schemas/First" }, { "$ref": "#/components/schemas/Second" }{{more}} ] }
            """));
        var both = contracts.Read("Both", """{"a":"1","b":"2","c":"3","d":"4"}""");
        Assert.Equal(
            ["1", "2", "3", "4"], ((string[])["A", "B", "C", "D"]).Select(name => LoadedContracts.Get(both, name)));
    }

    /// <summary>A part can be all of something itself, to any depth, and lead back to where it stands.</summary>
    [Theory]
    [InlineData("""{ "allOf": [ FIRST ] }, { "allOf": [ { "allOf": [ SECOND ] } ] }""")]
    [InlineData("""FIRST, { "allOf": [ { "description": "x" }, SECOND ] }""")]
    [InlineData("""{ "allOf": [ FIRST, { "required": ["a"] }, SECOND ] }""")]
    [InlineData("""{ "$ref": "#/components/schemas/Deep" }, SECOND""")]
    public void A_union_is_found_in_parts_of_parts(string parts)
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            {{Forms}}
            "Deep": { "allOf": [ { "allOf": [ FIRST, { "$ref": "#/components/schemas/Deep" } ] } ] },
            "Both": { "allOf": [ {{parts}} ] },
            "Holder": { "type": "object", "properties": { "both": { "$ref": "#/components/schemas/Both" } } }
            """
            .Replace("FIRST", """{ "$ref": "#/components/schemas/First" }""", StringComparison.Ordinal)
            .Replace("SECOND", """{ "$ref": "#/components/schemas/Second" }""", StringComparison.Ordinal)));
        var both = LoadedContracts.Get(contracts.Read("Holder", """{"both":{"a":"1","b":"2","c":"3","d":"4"}}"""), "Both")!;
        Assert.Equal(
            ["1", "2", "3", "4"], ((string[])["A", "B", "C", "D"]).Select(name => both.GetType().GetProperty(name)?.GetValue(both)));
    }

    [Theory]
    [InlineData("""{ "$ref": "#/components/schemas/Sizes" }""")]
    [InlineData("""{ "allOf": [ { "allOf": [ { "$ref": "#/components/schemas/Sizes" } ] } ] }""")]
    public void BREV0025_a_union_of_plain_values_behind_another_one(string second)
    {
        var run = Run(SnapshotDocument.Schemas($$"""
            {{Forms}}
            "Both": { "allOf": [ { "$ref": "#/components/schemas/Words" },
            {{second}} ] }
            """));
        Assert.EndsWith(
            "(13,1): warning BREV0025: What this part says is left out: the first part alone says what a value is. Describe it, or remove "
                + "it from the document.",
            Assert.Single(Texts(run)),
            StringComparison.Ordinal);
        run.AssertCompiles();
    }

    [Fact]
    public void One_union_stays_what_it_is()
    {
        var run = Run(SnapshotDocument.Schemas($$"""
            {{Forms}}
            "Both": { "allOf": [ { "$ref": "#/components/schemas/First" }, { "description": "Of two forms." } ] }
            """));
        Assert.Empty(Texts(run));
        Assert.DoesNotContain("Example.Both.g.cs", run.AssertCompiles().Sources.Keys);
    }
}
