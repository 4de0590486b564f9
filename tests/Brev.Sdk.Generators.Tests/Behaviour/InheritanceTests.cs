using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// A schema with a discriminator that others extend by <c>allOf</c> (OpenAPI 3.1.1, 4.8.25.4): a value of it is read and written as what
/// its discriminator says.
/// </summary>
public sealed class InheritanceTests
{
    private const string Pets = """
        "Zoo": { "type": "object", "properties": { "pets": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } } } },
        "Pet": {
          "type": "object", "required": ["kind"], "discriminator": { "propertyName": "kind"MAPPING },
          "properties": { "kind": { "type": "string" }, "keeper": { "type": "object", "properties": { "name": { "type": "string" } } } } },
        "Cat": { "allOf": [
          { "$ref": "#/components/schemas/Pet" }, { "type": "object", "properties": { "lives": { "type": "integer" } } } ] },
        "Kitten": { "allOf": [
          { "$ref": "#/components/schemas/Cat" }, { "type": "object", "properties": { "weeks": { "type": "integer" } } } ] },
        "Dog": { "allOf": [ { "$ref": "#/components/schemas/Pet" } ], "type": "object", "properties": { "lives": { "type": "string" } } }
        """;

    private static readonly Lazy<LoadedContracts> Named = new(() => Contracts(""));

    private static readonly Lazy<LoadedContracts> Mapped = new(() => Contracts(
        """
        , "mapping": {
            "c": "#/components/schemas/Cat", "k": "Kitten", "d": "#/components/schemas/Dog", "p": "#/components/schemas/Pet" }
        """));

    [Theory]
    [InlineData("""{"kind":"Cat","lives":9}""", "Cat", "Lives", 9L)]
    [InlineData("""{"lives":"one","kind":"Dog"}""", "Dog", "Lives", "one")]
    [InlineData("""{"kind":"Kitten","lives":9,"weeks":3}""", "Kitten", "Weeks", 3L)]
    [InlineData("""{"kind":"Pet","keeper":{"name":"Ann"}}""", "PetBase", "Kind", "Pet")]
    public void A_value_is_what_its_discriminator_names(string json, string form, string member, object value)
    {
        var pet = LoadedContracts.Get(Named.Value.Read("Pet", json), form)!;
        Assert.Equal(value, LoadedContracts.Get(pet, member));
    }

    [Theory]
    [InlineData("""{"kind":"c","lives":9}""", "Cat", "Lives", 9L)]
    [InlineData("""{"kind":"k","weeks":3}""", "Kitten", "Weeks", 3L)]
    [InlineData("""{"kind":"d","lives":"one"}""", "Dog", "Lives", "one")]
    [InlineData("""{"kind":"p"}""", "PetBase", "Kind", "p")]
    public void A_mapping_says_which_value_means_what(string json, string form, string member, object value)
    {
        var pet = LoadedContracts.Get(Mapped.Value.Read("Pet", json), form)!;
        Assert.Equal(value, LoadedContracts.Get(pet, member));
    }

    [Theory]
    [InlineData("""{"kind":"Cat","keeper":{"name":"Ann"},"lives":9,"more":[1]}""")]
    [InlineData("""{"kind":"Kitten","lives":9,"weeks":3}""")]
    [InlineData("""{"kind":"Pet","keeper":{"name":"Ann"}}""")]
    [InlineData("""{"kind":"Fish","fins":2}""")]
    public void A_value_is_written_as_it_was_read(string json)
    {
        Assert.Equal(json, Named.Value.RoundTrip("Pet", json));
        Assert.Equal($$"""{"pets":[{{json}}]}""", Named.Value.RoundTrip("Zoo", $$"""{"pets":[{{json}}]}"""));
    }

    [Fact]
    public void A_value_that_the_document_does_not_know_is_kept_as_it_came()
    {
        var pet = Named.Value.Read("Pet", """{"kind":"Fish","fins":2}""");
        Assert.Null(LoadedContracts.Get(pet, "PetBase"));
        Assert.Equal("""{"kind":"Fish","fins":2}""", LoadedContracts.Get(pet, "Unknown")!.ToString());
    }

    [Fact]
    public async Task What_a_request_requires_has_to_be_given_in_what_extends_it_too()
    {
        var document = SnapshotDocument.Operation("/pets", "post", """
            "operationId": "Add", "responses": { "204": { "description": "Done." } },
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } }
            """, Pets.Replace("MAPPING", "", StringComparison.Ordinal));
        var run = GeneratorHarness.Contracts(MemoryFile.Document(document)).AssertCompiles();
        Assert.Contains("public required string Kind", run.Sources["Example.Kitten.g.cs"], StringComparison.Ordinal);
        var client = new CalledClient(document);
        await client.CallAsync("AddAsync", ("request", client.Create("Pet", """{"kind":"Cat","lives":9}""")));
        Assert.Equal("""{"kind":"Cat","lives":9}""", client.Body);
    }

    [Fact]
    public void A_discriminator_of_version_2_names_its_member_alone()
    {
        var contracts = new LoadedContracts("""
            {
              "swagger": "2.0", "info": { "title": "Pets", "version": "1" }, "paths": {},
              "definitions": {
                "Pet": { "type": "object", "discriminator": "kind", "required": ["kind"], "properties": { "kind": { "type": "string" } } },
                "Cat": { "allOf": [ { "$ref": "#/definitions/Pet" } ],
                  "type": "object", "properties": { "lives": { "type": "integer" } } } }
            }
            """);
        var cat = LoadedContracts.Get(contracts.Read("Pet", """{"kind":"Cat","lives":9}"""), "Cat")!;
        Assert.Equal(9L, LoadedContracts.Get(cat, "Lives"));
    }

    /// <summary>The discriminator of a part that stands in a schema is the schema's.</summary>
    [Theory]
    [InlineData(""" "allOf": [ { "type": "object", PART } ] """)]
    [InlineData(""" "allOf": [ { "$ref": "#/components/schemas/Being" }, { "allOf": [ { PART } ] } ] """)]
    [InlineData(""" "type": "object", "properties": { "keeper": { "type": "string" } }, "allOf": [ { PART } ] """)]
    public void A_discriminator_can_stand_in_a_part(string pet)
    {
        const string Part = """
            "required": ["kind"], "discriminator": { "propertyName": "kind", "mapping": { "c": "#/components/schemas/Cat" } },
            "properties": { "kind": { "type": "string" } }
            """;
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            "Being": { "type": "object", "properties": { "age": { "type": "integer" } } },
            "Pet": { {{pet.Replace("PART", Part, StringComparison.Ordinal)}} },
            "Cat": { "allOf": [
              { "$ref": "#/components/schemas/Pet" }, { "type": "object", "properties": { "lives": { "type": "integer" } } } ] }
            """));
        var cat = LoadedContracts.Get(contracts.Read("Pet", """{"kind":"c","lives":9}"""), "Cat")!;
        Assert.Equal(9L, LoadedContracts.Get(cat, "Lives"));
        Assert.Equal("c", LoadedContracts.Get(cat, "Kind"));
        Assert.Equal("""{"kind":"x"}""", LoadedContracts.Get(contracts.Read("Pet", """{"kind":"x"}"""), "Unknown")!.ToString());
    }

    /// <summary>What has a discriminator is a union before anything extends it, and its own form has its names before all others.</summary>
    [Theory]
    [InlineData("Cat")]
    [InlineData("PetBase")]
    [InlineData("Pet_Base")]
    [InlineData("Zebra")]
    public void A_schema_that_extends_one_with_a_discriminator_renames_nothing(string name)
    {
        const string Pet = """
            "Pet": { "type": "object", "required": ["kind"], "discriminator": { "propertyName": "kind" }, "properties": {
              "kind": { "type": "string" }, "base": { "type": "object", "properties": { "n": { "type": "string" } } } } }
            """;
        var added = $$"""
            , "{{name}}": { "allOf": [
              { "$ref": "#/components/schemas/Pet" }, { "type": "object", "properties": { "lives": { "type": "integer" } } } ] }
            """;
        var before = new LoadedContracts(SnapshotDocument.Schemas(Pet));
        var after = new LoadedContracts(SnapshotDocument.Schemas(Pet + added));
        foreach (var (contracts, kind) in new[] { (before, "Fish"), (after, "Pet") })
        {
            var own = LoadedContracts.Get(contracts.Read("Pet", $$$"""{"kind":"{{{kind}}}","base":{"n":"a"}}"""), "PetBase")!;
            Assert.Equal("Pet_Base", own.GetType().Name);
            Assert.Equal("a", LoadedContracts.Get(LoadedContracts.Get(own, "Base")!, "N"));
        }

        Assert.Contains(
            name.Replace("_", "", StringComparison.Ordinal),
            after.Type("Pet").GetProperties().Select(form => form.PropertyType.Name));
    }

    /// <summary>
    /// What has a discriminator has members, also where it describes none: the base keeps those of what is no other form.
    /// </summary>
    [Theory]
    [InlineData(""" "type": "object", "required": ["kind"], "discriminator": { "propertyName": "kind" } """)]
    [InlineData(""" "discriminator": { "propertyName": "kind" } """)]
    public void A_base_without_described_members_is_one_before_and_after_the_first_that_extends_it(string schema)
    {
        var pet = $$""" "Pet": { {{schema}} } """;
        var before = new LoadedContracts(SnapshotDocument.Schemas(pet));
        var after = new LoadedContracts(SnapshotDocument.Schemas(pet + """
            , "Cat": { "allOf": [ { "$ref": "#/components/schemas/Pet" } ] }
            , "Dog": { "allOf": [ { "$ref": "#/components/schemas/Pet" }, { "properties": { "tail": { "type": "string" } } } ] }
            """));
        foreach (var contracts in new[] { before, after })
        {
            Assert.NotNull(LoadedContracts.Get(contracts.Read("Pet", """{"lives":9}"""), "PetBase"));
            Assert.Equal("""{"lives":9}""", contracts.RoundTrip("Pet", """{"lives":9}"""));
        }

        Assert.NotNull(LoadedContracts.Get(after.Read("Pet", """{"kind":"Cat","lives":9}"""), "Cat"));
        Assert.Equal("""{"kind":"Cat","lives":9}""", after.RoundTrip("Pet", """{"kind":"Cat","lives":9}"""));
        Assert.Equal("x", LoadedContracts.Get(LoadedContracts.Get(after.Read("Pet", """{"kind":"Dog","tail":"x"}"""), "Dog")!, "Tail"));
        Assert.NotNull(LoadedContracts.Get(after.Read("Pet", """{"kind":"Fish"}"""), "Unknown"));
    }

    private static LoadedContracts Contracts(string mapping) =>
        new(SnapshotDocument.Schemas(Pets.Replace("MAPPING", mapping, StringComparison.Ordinal)));
}
