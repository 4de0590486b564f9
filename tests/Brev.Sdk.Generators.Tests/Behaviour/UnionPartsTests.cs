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

    [Fact]
    public void BREV0025_a_union_of_plain_values_behind_another_one()
    {
        var run = Run(SnapshotDocument.Schemas($$"""
            {{Forms}}
            "Both": { "allOf": [ { "$ref": "#/components/schemas/Words" },
            { "$ref": "#/components/schemas/Sizes" } ] }
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
