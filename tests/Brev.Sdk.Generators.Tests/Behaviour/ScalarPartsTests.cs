using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What the parts of <c>allOf</c> say together of a text or a number, as JSON Schema has it: each of them holds.</summary>
public sealed class ScalarPartsTests
{
    private const string Components = """
        "Str": { "type": "string" }, "Again": { "allOf": [ { "$ref": "#/components/schemas/Str" } ] }, "Num": { "type": "number" },
        "Named": { "type": "string", "enum": ["a", "b"] }
        """;

    [Theory]
    [InlineData("""{ "allOf": [ { "$ref": "#/components/schemas/Str" } ], "enum": ["a", "b"] }""", "T_Value")]
    [InlineData("""{ "$ref": "#/components/schemas/Str", "enum": ["a", "b"] }""", "T_Value")]
    [InlineData("""{ "$ref": "#/components/schemas/Again", "enum": ["a", "b"] }""", "T_Value")]
    [InlineData("""{ "allOf": [ { "type": "string" }, { "enum": ["a", "b"] } ] }""", "T_Value")]
    [InlineData("""{ "allOf": [ { "type": "string" }, { "$ref": "#/components/schemas/Named" } ] }""", "Named")]
    [InlineData("""{ "$ref": "#/components/schemas/Named", "enum": ["a"] }""", "Named")]
    [InlineData("""{ "$ref": "#/components/schemas/Named", "type": "string" }""", "Named")]
    [InlineData("""{ "$ref": "#/components/schemas/Str", "format": "date" }""", "DateOnly")]
    [InlineData("""{ "allOf": [ { "format": "uuid" }, { "type": "string" } ] }""", "Guid")]
    [InlineData("""{ "allOf": [ { "format": "uuid" } ], "type": "string" }""", "Guid")]
    [InlineData("""{ "$ref": "#/components/schemas/Num", "format": "int32" }""", "Int32")]
    [InlineData("""{ "allOf": [ { "$ref": "#/components/schemas/Num" }, { "type": "integer" } ] }""", "Int64")]
    [InlineData("""{ "allOf": [ { "type": ["string", "null"] }, { "format": "date" } ] }""", "DateOnly")]
    [InlineData("""{ "allOf": [ { "$ref": "#/components/schemas/Str" }, { "maxLength": 3 } ] }""", "String")]
    public void A_value_is_what_all_parts_say(string schema, string expected)
    {
        var type = new LoadedContracts(SnapshotDocument.Schemas($$"""
            {{Components}}, "T": { "type": "object", "properties": { "value": {{schema}} } }
            """)).Type("T").GetProperty("Value")!.PropertyType;
        Assert.Equal(expected, (Nullable.GetUnderlyingType(type) ?? type).Name);
    }

    [Fact]
    public void Values_that_stand_beside_a_reference_go_over_the_wire_as_they_are()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            {{Components}}, "T": { "type": "object", "properties": {
              "value": { "$ref": "#/components/schemas/Str", "enum": ["in-active"] } } }
            """));
        Assert.Equal("""{"value":"in-active"}""", contracts.RoundTrip("T", """{"value":"in-active"}"""));
        Assert.NotNull(contracts.Type("T_Value").GetProperty("InActive"));
        Assert.Equal("""{"value":"later"}""", contracts.RoundTrip("T", """{"value":"later"}"""));
    }
}
