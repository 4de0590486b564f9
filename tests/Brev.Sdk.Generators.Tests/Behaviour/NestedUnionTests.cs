using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>A union within a union keeps its own way to find a form.</summary>
public sealed class NestedUnionTests
{
    private const string Animals = """
        "Animal": { "oneOf": [ { "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" } ],
          "discriminator": { "propertyName": "species", "mapping": { "cat": "#/components/schemas/Cat", "dog": "Dog" } } },
        "Pet": { "oneOf": [ { "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" } ] },
        "Plant": { "type": "object", "properties": { "kingdom": { "type": "string" }, "leaves": { "type": "integer" } } },
        "Cat": { "type": "object", "properties": { "kingdom": { "type": "string" }, "species": { "type": "string" },
          "lives": { "type": "integer" } } },
        "Dog": { "type": "object", "properties": { "kingdom": { "type": "string" }, "species": { "type": "string" },
          "bark": { "type": "boolean" } } }
        """;

    private static readonly LoadedContracts Contracts = new(SnapshotDocument.Schemas(Animals + """
        ,
        "Both": { "oneOf": [ { "$ref": "#/components/schemas/Animal" }, { "$ref": "#/components/schemas/Plant" } ],
          "discriminator": { "propertyName": "kingdom",
            "mapping": { "animal": "#/components/schemas/Animal", "plant": "#/components/schemas/Plant" } } },
        "Inner": { "oneOf": [ { "$ref": "#/components/schemas/Animal" }, { "$ref": "#/components/schemas/Plant" } ] },
        "Outer": { "oneOf": [ { "$ref": "#/components/schemas/Pet" }, { "$ref": "#/components/schemas/Plant" } ],
          "discriminator": { "propertyName": "kingdom",
            "mapping": { "animal": "#/components/schemas/Pet", "plant": "#/components/schemas/Plant" } } },
        "Leaves": { "oneOf": [ { "$ref": "#/components/schemas/Pet" }, { "$ref": "#/components/schemas/Plant" } ],
          "discriminator": { "propertyName": "kingdom",
            "mapping": { "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog", "plant": "#/components/schemas/Plant" } } },
        "Neither": { "oneOf": [ { "$ref": "#/components/schemas/Pet" }, { "$ref": "#/components/schemas/Plant" } ] }
        """));

    [Theory]
    [InlineData("Both", """{"kingdom":"animal","species":"cat","lives":9}""", "Animal", "Cat")]
    [InlineData("Both", """{"kingdom":"animal","species":"dog","bark":true}""", "Animal", "Dog")]
    [InlineData("Both", """{"kingdom":"plant","leaves":4}""", "Plant", "")]
    [InlineData("Both", """{"kingdom":"animal","species":"fish"}""", "Animal", "Unknown")]
    [InlineData("Both", """{"kingdom":"stone"}""", "Unknown", "")]
    [InlineData("Inner", """{"kingdom":"x","species":"dog","bark":true}""", "Animal", "Dog")]
    [InlineData("Inner", """{"kingdom":"x","leaves":4}""", "Plant", "")]
    [InlineData("Outer", """{"kingdom":"animal","species":"x","lives":9}""", "Pet", "Cat")]
    [InlineData("Outer", """{"kingdom":"plant","leaves":4}""", "Plant", "")]
    [InlineData("Leaves", """{"kingdom":"dog","bark":true}""", "Pet", "Dog")]
    [InlineData("Neither", """{"kingdom":"x","bark":true}""", "Dog", "")]
    public void The_forms_are_found_from_the_outside_in(string type, string json, string form, string inner)
    {
        var value = Contracts.Read(type, json);
        var found = LoadedContracts.Get(value, form);
        Assert.NotNull(found);
        Assert.True(inner.Length == 0 || LoadedContracts.Get(found, inner) is not null);
        Assert.Equal(json, Contracts.Write(type, value));
    }

    /// <summary>Each form fails at its last member only; tried anew at each level, they would be two to the power of the depth.</summary>
    [Fact]
    public void Forms_within_forms_that_know_the_same_members_are_tried_once_for_each_place()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "Node": { "anyOf": [ { "$ref": "#/components/schemas/Whole" }, { "$ref": "#/components/schemas/Text" } ] },
            "Whole": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Node" }, "x": { "type": "integer" } } },
            "Text": { "type": "object", "properties": { "next": { "$ref": "#/components/schemas/Node" }, "x": { "type": "string" } } }
            """));
        var json = Nested(18);
        contracts.Read("Node", Nested(2));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var value = contracts.Read("Node", json);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        Assert.NotNull(LoadedContracts.Get(value, "Text"));
        Assert.Equal(json, contracts.Write("Node", value));

        static string Nested(int depth) =>
            string.Concat(Enumerable.Repeat("""{"next":""", depth)) + """{"x":"a"}"""
                + string.Concat(Enumerable.Repeat(""","x":"a"}""", depth));
    }

    /// <summary>Of a union within another one all members of its forms count, however many they are.</summary>
    [Fact]
    public void A_form_within_a_form_is_found_by_the_last_of_many_members()
    {
        var many = string.Join(", ", Enumerable.Range(0, 200).Select(number => $$""" "m{{number:D3}}": { "type": "string" } """));
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            "Inner": { "oneOf": [ { "$ref": "#/components/schemas/Many" }, { "$ref": "#/components/schemas/Few" } ],
              "discriminator": { "propertyName": "kind" } },
            "Outer": { "oneOf": [ { "$ref": "#/components/schemas/Inner" }, { "$ref": "#/components/schemas/Other" } ] },
            "Many": { "type": "object", "properties": { "kind": { "type": "string" }, {{many}} } },
            "Few": { "type": "object", "properties": { "kind": { "type": "string" }, "few": { "type": "string" } } },
            "Other": { "type": "object", "properties": { "kind": { "type": "string" }, "m198": { "type": "string" },
              "m199": { "type": "string" } } }
            """));
        var inner = LoadedContracts.Get(contracts.Read("Outer", """{"kind":"Many","m198":"a","m199":"b"}"""), "Inner");
        Assert.Equal("b", LoadedContracts.Get(LoadedContracts.Get(inner!, "Many")!, "M199"));
    }

    [Fact]
    public void Forms_whose_names_continue_each_other_stay_apart()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "R": { "oneOf": [ { "$ref": "#/components/schemas/Credit" }, { "$ref": "#/components/schemas/CreditForm" },
              { "$ref": "#/components/schemas/CreditScore" },
                { "$ref": "#/components/schemas/Form" }, { "$ref": "#/components/schemas/Score" },
                  { "$ref": "#/components/schemas/Best" } ],
              "discriminator": { "propertyName": "kind" } },
            "Guess": { "oneOf": [ { "$ref": "#/components/schemas/Credit" }, { "$ref": "#/components/schemas/CreditForm" },
              { "$ref": "#/components/schemas/CreditScore" } ] },
            "Credit": { "type": "object", "properties": { "kind": { "type": "string" }, "a": { "type": "string" } } },
            "CreditForm": { "type": "object", "properties": { "kind": { "type": "string" }, "b": { "type": "string" } } },
            "CreditScore": { "type": "object", "properties": { "kind": { "type": "string" }, "c": { "type": "string" } } },
            "Form": { "type": "object", "properties": { "kind": { "type": "string" }, "d": { "type": "string" } } },
            "Score": { "type": "object", "properties": { "kind": { "type": "string" }, "e": { "type": "string" } } },
            "Best": { "type": "object", "properties": { "kind": { "type": "string" }, "f": { "type": "string" } } }
            """));
        Assert.NotNull(LoadedContracts.Get(contracts.Read("R", """{"kind":"CreditForm","b":"1"}"""), "CreditForm"));
        Assert.NotNull(LoadedContracts.Get(contracts.Read("Guess", """{"kind":"?","c":"1"}"""), "CreditScore"));
    }
}
