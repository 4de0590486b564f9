using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What a record shows of itself: what is described and no secret, in the form of every record.</summary>
public sealed class PrintedTests
{
    private static readonly LoadedContracts Contracts = new(SnapshotDocument.Schemas("""
        "Open": { "type": "object", "properties": { "name": { "type": "string" }, "count": { "type": "integer" } } },
        "Named": { "type": "object", "properties": { "AdditionalProperties": { "type": "string" } } },
        "Login": { "type": "object", "required": ["pin"], "properties": {
          "user": { "type": "string" }, "word": { "type": "string", "format": "password" }, "level": { "type": "integer" },
          "pin": { "type": "integer", "x-secret": true }, "keys": { "type": "array", "x-secret": true, "items": { "type": "string" } },
          "open": { "$ref": "#/components/schemas/Open" } } },
        "Closed": { "type": "object", "additionalProperties": false, "properties": {
          "word": { "type": "string", "format": "password" } } },
        "Bare": { "type": "object", "properties": {} }
        """));

    [Theory]
    [InlineData("Open", """{"name":"a","count":2,"more":"canary"}""", "Open { Name = a, Count = 2 }")]
    [InlineData("Named", """{"AdditionalProperties":"a","more":"canary"}""", "Named { AdditionalProperties = a }")]
    [InlineData("Bare", """{"more":"canary"}""", "Bare { }")]
    public void A_member_that_the_document_does_not_describe_is_not_shown(string type, string json, string text) =>
        Assert.Equal(text, Contracts.Read(type, json).ToString());

    [Theory]
    [InlineData(
        """{"user":"u","word":"canary","level":3,"pin":4711,"keys":["canary"],"open":{"name":"a"},"more":"canary"}""",
        "Login { User = u, Word = ***, Level = 3, Pin = ***, Keys = ***, Open = Open { Name = a, Count =  } }")]
    [InlineData("""{"pin":1,"keys":[]}""", "Login { User = , Word = , Level = , Pin = ***, Keys = , Open =  }")]
    public void A_secret_shows_whether_there_is_one(string json, string text) =>
        Assert.Equal(text, Contracts.Read("Login", json).ToString());

    [Fact]
    public void A_secret_of_a_closed_record_is_not_shown() =>
        Assert.Equal("Closed { Word = *** }", Contracts.Read("Closed", """{"word":"canary"}""").ToString());

    [Fact]
    public void Exporters_of_schemas_see_no_members_so_that_no_attribute_has_to_name_them() => Assert.Equal(
        "true", new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }
            .GetJsonSchemaAsNode(Contracts.Type("Login")).ToJsonString());
}
