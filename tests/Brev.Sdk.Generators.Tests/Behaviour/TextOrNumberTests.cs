using System.Globalization;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>A value that is a text or a number keeps what it was.</summary>
public sealed class TextOrNumberTests
{
    private static readonly string[] Spellings =
    [
        """{ "type": ["string", "integer"] }""",
        """{ "type": ["integer", "string"] }""",
        """{ "type": ["string", "number"] }""",
        """{ "type": ["string", "integer", "null"] }""",
        """{ "type": ["string", "integer"], "format": "int32" }""",
        """{ "oneOf": [ { "type": "string" }, { "type": "integer" } ] }""",
        """{ "oneOf": [ { "type": "integer" }, { "type": "string" } ] }""",
        """{ "anyOf": [ { "type": "string" }, { "type": "number" } ] }""",
        """{ "anyOf": [ { "type": "number" }, { "type": "string" }, { "type": "null" } ] }""",
        """{ "anyOf": [ { "type": ["string", "null"] }, { "type": "integer" } ] }""",
        """{ "allOf": [ { "type": ["string", "integer"] } ] }""",
        """{ "$ref": "#/components/schemas/Either" }""",
    ];

    private static readonly LoadedContracts Contracts = new(SnapshotDocument.Schemas(
        """
        "Either": { "type": ["string", "integer"] },
        "Price": { "type": "object", "properties": { "value": { "type": ["number", "string"], "format": "decimal" } } },
        "Count": { "type": "object", "properties": { "value": { "type": ["integer", "string"], "format": "int64" } } }
        """ + string.Concat(Spellings.Select(static (spelling, index) => $$"""
        , "T{{index}}": { "type": "object", "properties": {
          "id": {{spelling}}, "ids": { "type": "array", "items": {{spelling}} },
            "map": { "type": "object", "additionalProperties": {{spelling}} } } }
        """))));

    public static TheoryData<string, int> SpellingsByNumber
    {
        get
        {
            var data = new TheoryData<string, int>();
            for (var index = 0; index < Spellings.Length; index++)
            {
                data.Add(Spellings[index], index);
            }

            return data;
        }
    }

    [Fact]
    public void Each_kind_of_a_value_of_several_kinds_keeps_what_the_schema_says_about_it()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "Sort": { "type": ["string", "object"], "required": ["by"], "properties": { "by": { "type": "string" } } },
            "When": { "type": ["string", "integer"], "format": "date" },
            "Holder": { "type": "object", "properties": { "sort": { "$ref": "#/components/schemas/Sort" },
              "when": { "$ref": "#/components/schemas/When" },
              "inner": { "type": ["object", "boolean"], "properties": { "n": { "type": "integer", "format": "int32" } } } } }
            """));
        foreach (var json in new[]
        {
            """{"sort":"up","when":5,"inner":true}""", """{"sort":{"by":"name"},"when":"2026-01-02","inner":{"n":1}}""",
        })
        {
            Assert.Equal(json, contracts.RoundTrip("Holder", json));
        }

        var value = contracts.Read("Holder", """{"sort":{"by":"name"},"when":"2026-01-02"}""");
        Assert.Equal("name", LoadedContracts.Get(LoadedContracts.Get(LoadedContracts.Get(value, "Sort")!, "SortObject")!, "By"));
        Assert.Equal(new DateOnly(2026, 1, 2), LoadedContracts.Get(LoadedContracts.Get(value, "When")!, "Text"));
    }

    /// <summary>A number that the document writes as a text is one in a union, too; in both spellings it is one number.</summary>
    [Theory]
    [InlineData("""[ { "type": "string", "format": "int64" }, { "type": "boolean" } ]""", "\"123\"", "\"123\"", 123L)]
    [InlineData("""[ { "type": "boolean" }, { "type": "string", "format": "decimal" } ]""", "\"1.50\"", "\"1.50\"", 1.5)]
    [InlineData("""[ { "type": "string", "format": "uint64" }, { "type": "array", "items": {} } ]""", "\"7\"", "\"7\"", 7UL)]
    [InlineData("""[ { "type": "string", "format": "int64" }, { "type": "integer" }, { "type": "boolean" } ]""", "\"7\"", "7", 7L)]
    [InlineData("""[ { "type": "integer" }, { "type": "string", "format": "int64" }, { "type": "boolean" } ]""", "7", "7", 7L)]
    [InlineData("""[ { "type": "string", "format": "int64" }, { "type": "number" } ]""", "\"7\"", "\"7\"", 7L)]
    [InlineData("""[ { "type": "string", "format": "int64" }, { "type": "number" } ]""", "7", "7", 7.0)]
    public void A_number_that_is_a_text_is_read_and_written_as_one_in_a_union(string forms, string json, string written, object number)
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            "T": { "type": "object", "properties": { "v": { "oneOf": {{forms}} } } }
            """));
        var value = LoadedContracts.Get(contracts.Read("T", $$"""{"v":{{json}}}"""), "V")!;
        var given = value.GetType().GetProperties().Where(form => form.Name != "Unknown").Select(form => form.GetValue(value));
        Assert.Contains(Convert.ToDouble(number, CultureInfo.InvariantCulture), given.OfType<IConvertible>()
            .Select(form => form.ToDouble(CultureInfo.InvariantCulture)));
        Assert.Equal($$"""{"v":{{written}}}""", contracts.RoundTrip("T", $$"""{"v":{{json}}}"""));
    }

    [Fact]
    public void Forms_that_are_one_number_in_two_spellings_are_no_union()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "T": { "type": "object", "properties": {
              "both": { "oneOf": [ { "type": "string", "format": "int64" }, { "type": "integer" } ] },
              "text": { "oneOf": [ { "type": "string", "format": "int64" }, { "type": "string", "format": "int64", "title": "x" } ] } } }
            """));
        Assert.Equal("""{"both":7,"text":"7"}""", contracts.RoundTrip("T", """{"both":"7","text":"7"}"""));
        Assert.Equal(typeof(long?), contracts.Type("T").GetProperty("Both")!.PropertyType);
    }

    [Theory]
    [MemberData(nameof(SpellingsByNumber))]
    public void A_text_stays_a_text_and_a_number_a_number(string spelling, int number)
    {
        Assert.NotEmpty(spelling);
        foreach (var value in new[] { "\"abc\"", "\"007\"", "\"\"", "7", "-12" })
        {
            var json = $"{{\"id\":{value},\"ids\":[{value}],\"map\":{{\"a\":{value}}}}}";
            Assert.Equal(json, Contracts.RoundTrip("T" + number, json));
        }
    }

    [Fact]
    public void Each_form_has_a_property_of_its_own()
    {
        var text = LoadedContracts.Get(Contracts.Read("T0", """{"id":"007"}"""), "Id")!;
        Assert.Equal("007", LoadedContracts.Get(text, "Text"));
        Assert.Null(LoadedContracts.Get(text, "Integer"));
        Assert.Equal(7L, LoadedContracts.Get(LoadedContracts.Get(Contracts.Read("T0", """{"id":7}"""), "Id")!, "Integer"));
    }

    [Fact]
    public async Task A_parameter_takes_either_as_a_text()
    {
        using var client = new CalledClient(SnapshotDocument.Operation("/a/{id}", "get", """
            "operationId": "Get", "parameters": [ { "name": "id", "in": "path", "required": true,
              "schema": { "type": ["string", "integer"] } } ],
            "responses": { "204": { "description": "Done." } }
            """));
        await client.CallAsync("GetAsync", ("id", "007"));
        Assert.Equal("/a/007", client.Target);
    }

    [Theory]
    [InlineData("Price", "\"1.50\"", "1.50")]
    [InlineData("Count", "\"9007199254740993\"", "9007199254740993")]
    public void A_number_with_a_format_of_texts_is_one_number_in_two_spellings(string type, string text, string number) =>
        Assert.Equal($$"""{"value":{{number}}}""", Contracts.RoundTrip(type, $$"""{"value":{{text}}}"""));
}
