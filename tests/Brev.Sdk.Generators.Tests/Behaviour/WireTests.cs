using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What emitted types do to JSON.</summary>
public sealed class WireTests
{
    private static readonly LoadedContracts Pets = new(SnapshotDocument.Schemas("""
        "Pet": { "oneOf": [ { "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" } ],
          "discriminator": { "propertyName": "kind",
            "mapping": { "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog" } } },
        "Guess": { "anyOf": [ { "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" } ] },
        "Cat": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "lives": { "type": "integer" } } },
        "Dog": { "type": "object", "required": ["kind"],
          "properties": { "kind": { "type": "string" }, "tricks": { "type": "array", "items": { "type": "string" } } } },
        "Value": { "anyOf": [ { "type": "string" }, { "type": "number" }, { "type": "integer" }, { "type": "boolean" },
          { "type": "array", "items": { "$ref": "#/components/schemas/Value" } },
            { "type": "object", "additionalProperties": { "type": "string" } } ] },
        "Tagged": { "oneOf": [
          { "title": "Left", "type": "object", "properties": { "side": { "const": "left" }, "x": { "type": "integer" } } },
          { "title": "Right", "type": "object", "properties": { "side": { "const": "right" }, "x": { "type": "integer" } } } ] }
        """));

    private static readonly LoadedContracts Values = new(SnapshotDocument.Operation("/x", "post", """
        "operationId": "Send", "responses": { "204": { "description": "Done." } },
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Sent" } } } }
        """, """
        "Status": { "type": "string", "enum": ["in-use", "8 K"] },
        "Sent": { "type": "object", "required": ["size"],
          "properties": { "size": { "type": ["integer", "null"] }, "note": { "type": "string" } } },
        "Answer": { "type": "object", "properties": {
          "status": { "$ref": "#/components/schemas/Status" }, "names": { "type": ["array", "null"], "items": { "type": "string" } },
          "big": { "type": "string", "format": "int64" }, "price": { "type": ["number", "string"], "format": "decimal" },
          "wait": { "type": "string", "format": "protobuf-duration" }, "day": { "type": "string", "format": "date" },
          "secret": { "type": "string", "format": "password" } } }
        """));

    private static readonly LoadedContracts Sent = new(SnapshotDocument.Operation("/x", "post", """
        "operationId": "Create", "responses": { "204": { "description": "Done." } },
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Create" } } } }
        """, """
        "Status": { "type": "string", "enum": ["in-use", "8 K"] },
        "Create": { "type": "object", "additionalProperties": false,
          "x-always-sent": ["note", "status", "count", "price", "flag", "tags", "map", "labels"],
          "properties": {
            "note": { "type": "string", "default": "a \"b\"" }, "status": { "$ref": "#/components/schemas/Status", "default": "8 K" },
            "count": { "type": "integer", "default": 3 }, "price": { "type": ["number", "null"], "format": "decimal", "default": 1.5 },
            "flag": { "type": "boolean", "default": false }, "tags": { "type": "array", "items": { "type": "string" }, "default": [] },
            "map": { "type": ["object", "null"], "additionalProperties": { "type": "integer" }, "default": {} },
            "labels": { "type": ["object", "null"], "additionalProperties": { "type": "string" } },
              "other": { "type": "string", "default": "x" } } }
        """));

    [Theory]
    [InlineData("Pet", """{"kind":"cat","lives":9}""", "Cat")]
    [InlineData("Pet", """{"kind":"dog","tricks":["sit"]}""", "Dog")]
    [InlineData("Pet", """{"kind":"fish","fins":2}""", "Unknown")]
    [InlineData("Pet", """["neither"]""", "Unknown")]
    [InlineData("Guess", """{"kind":"a","lives":9}""", "Cat")]
    [InlineData("Guess", """{"kind":"a","tricks":["sit"]}""", "Dog")]
    [InlineData("Guess", """{"fins":2}""", "Unknown")]
    [InlineData("Value", "\"text\"", "Text")]
    [InlineData("Value", "3", "Integer")]
    [InlineData("Value", "3.5", "Number")]
    [InlineData("Value", "true", "Boolean")]
    [InlineData("Value", """["a",1,[false]]""", "ValueList")]
    [InlineData("Value", """{"a":"b"}""", "Members")]
    [InlineData("Value", """{"a":1}""", "Unknown")]
    [InlineData("Tagged", """{"side":"left","x":1}""", "TaggedLeft")]
    [InlineData("Tagged", """{"side":"right","x":1}""", "TaggedRight")]
    [InlineData("Tagged", """{"side":"middle","x":1}""", "Unknown")]
    public void A_union_reads_the_form_that_fits_and_loses_nothing(string type, string json, string form)
    {
        var value = Pets.Read(type, json);
        var present = value.GetType().GetProperties().Where(property => property.GetValue(value) is not null)
            .Select(property => property.Name);
        Assert.Equal([form], present);
        Assert.Equal(json, Pets.Write(type, value));
    }

    [Theory]
    [InlineData("\"in-use\"")]
    [InlineData("\"8 K\"")]
    [InlineData("\"something new\"")]
    [InlineData("\"\"")]
    public void An_open_enumeration_keeps_every_value(string json) => Assert.Equal(json, Values.RoundTrip("Status", json));

    [Theory]
    [InlineData("""{"big":"9223372036854775807","price":0.1,"wait":"1.5s","day":"2026-02-03"}""")]
    [InlineData("""{"status":"later","unknown":{"a":[1]}}""")]
    public void Members_known_and_unknown_come_back_as_they_went(string json)
    {
        var written = Values.RoundTrip("Answer", json);
        Assert.Equal(json, written.Replace("\"names\":[],", "", StringComparison.Ordinal).Replace(
            ",\"names\":[]", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_that_is_null_reads_as_empty() =>
        Assert.Empty((IReadOnlyList<string>)LoadedContracts.Get(Values.Read("Answer", """{"names":null}"""), "Names")!);

    [Fact]
    public void A_number_that_may_be_a_text_reads_from_both() =>
        Assert.Equal(0.10m, LoadedContracts.Get(Values.Read("Answer", """{"price":"0.10"}"""), "Price"));

    [Fact]
    public void A_member_that_is_always_sent_goes_out_with_its_default_when_it_is_not_set() => Assert.Equal(
        """{"note":"a \u0022b\u0022","status":"8 K","count":3,"price":1.5,"flag":false,"tags":[],"map":{},"labels":null}""",
        Sent.Write("Create", Activator.CreateInstance(Sent.Type("Create"))!));

    [Theory]
    [InlineData(
        """{"note":"n","status":"new","count":0,"price":0,"flag":true,"tags":["t"],"map":{"a":1},"labels":{"b":"c"},"other":"o"}""")]
    [InlineData("""{"note":"","status":"","count":-1,"price":null,"flag":false,"tags":[],"map":null,"labels":null}""")]
    public void A_member_that_is_always_sent_goes_out_as_the_caller_sets_it(string json) =>
        Assert.Equal(json, Sent.RoundTrip("Create", json));

    [Fact]
    public void Null_counts_as_not_set_where_the_wire_allows_no_null() => Assert.Equal(
        """{"note":"a \u0022b\u0022","status":"8 K","count":3,"price":null,"flag":false,"tags":[],"map":null,"labels":null}""",
        Sent.RoundTrip(
            "Create", """{"note":null,"status":null,"count":null,"price":null,"flag":null,"tags":null,"map":null,"labels":null}"""));

    [Fact]
    public void A_required_member_goes_out_as_null_and_an_optional_one_is_left_out() =>
        Assert.Equal("""{"size":null}""", Values.RoundTrip("Sent", """{"size":null}"""));

    [Fact]
    public void A_required_member_that_is_missing_is_an_error() =>
        Assert.Throws<System.Text.Json.JsonException>(() => Values.Read("Sent", """{"note":"x"}"""));

    [Fact]
    public void A_secret_is_not_in_the_text_of_its_record()
    {
        var text = Values.Read("Answer", """{"secret":"canary","unknown":"canary"}""").ToString()!;
        Assert.Contains("Secret = ***", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
    }
}
