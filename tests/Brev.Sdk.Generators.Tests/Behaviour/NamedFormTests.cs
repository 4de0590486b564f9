using System.Text;
using System.Text.Json;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// A form of a union that is named, by a discriminator or because nothing else can have the kind of the value, is read as outside of
/// unions. One that is guessed by its members has to fit exactly.
/// </summary>
public sealed class NamedFormTests
{
    private static readonly LoadedContracts Contracts = new(SnapshotDocument.Operation("/a", "post", """
        "operationId": "send",
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } },
        "responses": { "200": { "description": "Done.",
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } }
        """, """
        "Pet": { "type": "object", "required": ["kind"], "discriminator": { "propertyName": "kind" },
          "properties": { "kind": { "type": "string" }, "born": { "type": "string", "format": "date" } } },
        "Cat": { "allOf": [ { "$ref": "#/components/schemas/Pet" }, { "type": "object", "required": ["name"], "properties": {
          "name": { "type": "string" }, "lives": { "type": "array", "items": { "type": "integer" } } } } ] },
        "Event": { "type": "object", "required": ["kind", "id"], "discriminator": { "propertyName": "kind" },
          "properties": { "kind": { "type": "string" }, "id": { "type": "string" } } },
        "OneObject": { "oneOf": [ { "type": "string" }, { "$ref": "#/components/schemas/Plain" },
          { "type": "array", "items": { "type": "integer" } } ] },
        "Plain": { "type": "object", "required": ["id"],
          "properties": { "id": { "type": "string" }, "size": { "type": "integer" } } },
        "Owner": { "anyOf": [ { "$ref": "#/components/schemas/Keeper" }, { "$ref": "#/components/schemas/Shop" } ] },
        "Keeper": { "type": "object", "properties": { "pet": { "$ref": "#/components/schemas/Pet" }, "age": { "type": "integer" } } },
        "Shop": { "type": "object", "properties": { "pet": { "$ref": "#/components/schemas/Pet" }, "age": { "type": "string" } } },
        "CatOrMap": { "oneOf": [ { "$ref": "#/components/schemas/Shop" }, { "type": "object", "additionalProperties": {} } ] },
        "Asks": { "oneOf": [ { "$ref": "#/components/schemas/AsksA" }, { "$ref": "#/components/schemas/HasB" } ] },
        "AsksA": { "type": "object", "required": ["a"], "properties": {} },
        "HasB": { "type": "object", "properties": { "b": { "type": "string" } } },
        "Lists": { "oneOf": [ { "type": "array", "items": { "type": "integer" } }, { "type": "array", "items": { "type": "string" } } ] }
        """));

    [Theory]
    [InlineData("Pet", """{"kind":"Cat"}""", "Cat", "Cat.name")]
    [InlineData("Pet", """{"kind":"Cat","name":"Tom","born":"soon"}""", "Cat", "Cat.born")]
    [InlineData("Pet", """{"kind":"Cat","name":"Tom","lives":["x"]}""", "Cat", "Cat.lives")]
    [InlineData("Pet", """{"kind":"Pet","born":"soon"}""", "PetBase", "Pet_Base.born")]
    [InlineData("Event", """{"kind":"x","id":"a"}""", "EventBase", "")]
    [InlineData("Event", """{"id":"a"}""", "EventBase", "")]
    [InlineData("Event", "{}", "EventBase", "")]
    [InlineData("OneObject", """{"id":"a","size":"x"}""", "Plain", "Plain.size")]
    [InlineData("OneObject", """{"size":1}""", "Plain", "")]
    public void A_form_that_is_named_is_read_as_outside_of_unions(string type, string json, string form, string told)
    {
        List<string> unreadable = [];
        var value = Contracts.Read(type, json, unreadable);
        Assert.NotNull(LoadedContracts.Get(value, form));
        Assert.Equal(told.Length > 0 ? [told] : [], unreadable);
    }

    [Theory]
    [InlineData("Pet", """{"kind":"Cat","name":"Tom","lives":[9,null]}""", """{"kind":"Cat","name":"Tom","lives":[9]}""")]
    [InlineData("OneObject", "[9,null]", "[9]")]
    [InlineData("Lists", "[9,null]", "[9,null]")]
    public void A_null_in_a_list_is_left_out_where_its_form_is_named(string type, string json, string written) =>
        Assert.Equal(written, Contracts.RoundTrip(type, json));

    [Theory]
    [InlineData("Pet", """{"KIND":"Cat","Name":"Tom"}""", "Cat")]
    [InlineData("Pet", """{"Kind":"Dog","kind":"Cat","name":"Tom"}""", "Cat")]
    [InlineData("Pet", """{"kind":"Cat","Kind":"Dog","name":"Tom"}""", "Cat")]
    [InlineData("Owner", """{"AGE":5}""", "Keeper")]
    [InlineData("Asks", """{"A":5,"b":"x"}""", "AsksA")]
    [InlineData("Asks", """{"b":"x"}""", "HasB")]
    [InlineData("Owner", """{"\u0041ge":"old"}""", "Shop")]
    public void Members_that_tell_a_form_are_found_in_another_case_when_there_is_no_exact_match(string type, string json, string form) =>
        Assert.NotNull(LoadedContracts.Get(Contracts.Read(type, json), form));

    /// <summary>Every pet is one, so one that does not say what it is is at least that.</summary>
    [Theory]
    [InlineData("""{"born":"2026-01-02"}""", "PetBase", "Pet_Base.kind")]
    [InlineData("""{"name":"Tom","lives":["x"]}""", "PetBase", "Pet_Base.kind")]
    public void What_has_no_discriminator_is_what_all_forms_are(string json, string form, string told)
    {
        List<string> unreadable = [];
        Assert.NotNull(LoadedContracts.Get(Contracts.Read("Pet", json, unreadable), form));
        Assert.Equal([told], unreadable);
    }

    /// <summary>What a form told that turned out not to fit is not told. A named form within a guessed one need not fit exactly.</summary>
    [Theory]
    [InlineData("""{"pet":{"kind":"Cat","born":"soon"},"age":"old"}""", "Shop", "Cat.born", "Cat.name")]
    [InlineData("""{"pet":{"kind":"Cat","born":"soon"},"age":5}""", "Keeper", "Cat.born", "Cat.name")]
    public void A_form_that_is_guessed_tells_what_is_in_it_once(string json, string form, params string[] told)
    {
        List<string> unreadable = [];
        var owner = LoadedContracts.Get(Contracts.Read("Owner", json, unreadable), form);
        Assert.NotNull(LoadedContracts.Get(LoadedContracts.Get(owner!, "Pet")!, "Cat"));
        Assert.Equal(told, unreadable);
    }

    /// <summary>The serializer gives a reader that may get more, although all of the value is there.</summary>
    [Fact]
    public async Task Forms_are_found_in_a_body_that_comes_in_pieces()
    {
        var pets = string.Join(',', Enumerable.Repeat("""{"lives":[1,2,3],"kind":"Cat","name":"Tom"}""", 5_000));
        using var body = new MemoryStream(Encoding.UTF8.GetBytes($"[{pets}]"));
        var read = (Array)(await JsonSerializer.DeserializeAsync(body, Contracts.Type("Pet").MakeArrayType()))!;
        Assert.Equal(5_000, read.Cast<object>().Count(pet => LoadedContracts.Get(pet, "Cat") is not null));
    }

    [Fact]
    public void A_form_that_is_guessed_has_to_fit_exactly()
    {
        Assert.NotNull(LoadedContracts.Get(Contracts.Read("Owner", """{"pet":null,"age":[]}"""), "Unknown"));
        Assert.NotNull(LoadedContracts.Get(Contracts.Read("CatOrMap", """{"pet":null,"age":[]}"""), "Members"));
    }
}
