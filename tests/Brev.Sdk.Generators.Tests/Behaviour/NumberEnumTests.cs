using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>Whole numbers that the document names are an open enumeration of numbers.</summary>
public sealed class NumberEnumTests
{
    private const string Schemas = """
        "Level": { "type": "integer", "enum": [0, 1, 2], "x-enum-varnames": ["None", "Some", "All"],
          "x-enum-descriptions": ["Nothing.", "A part.", "Everything."] },
        "Named": { "type": "integer", "format": "int32", "enum": [-1, 5], "x-enumNames": ["Below", "get_Value"] },
        "Plain": { "type": "integer", "enum": [0, 1] },
        "T": { "type": "object", "properties": {
          "level": { "$ref": "#/components/schemas/Level" }, "named": { "$ref": "#/components/schemas/Named" },
            "plain": { "$ref": "#/components/schemas/Plain" } } },
        "Either": { "oneOf": [ { "$ref": "#/components/schemas/Level" }, { "type": "string" } ] }
        """;

    private static readonly LoadedContracts Contracts = new(SnapshotDocument.Schemas(Schemas));

    [Theory]
    [InlineData("""{"level":0,"named":-1,"plain":1}""")]
    [InlineData("""{"level":2,"named":5}""")]
    [InlineData("""{"level":77}""")]
    [InlineData("""{"level":"1"}""")]
    public void A_value_goes_back_as_it_came(string json) => Assert.Equal(json, Contracts.RoundTrip("T", json));

    [Fact]
    public void The_names_of_the_document_are_the_members()
    {
        var level = Contracts.Type("Level");
        Assert.Equal(LoadedContracts.Get(Contracts.Read("T", """{"level":2}"""), "Level"), level.GetProperty("All")!.GetValue(null));
        Assert.Equal("2", Contracts.Write("Level", Activator.CreateInstance(level, 2L)!));
        Assert.Equal("0", Contracts.Write("Level", Activator.CreateInstance(level)!));
        Assert.NotNull(Contracts.Type("Named").GetProperty("GetValue"));
    }

    [Theory]
    [InlineData("1", "Level")]
    [InlineData("\"x\"", "Text")]
    public void A_form_of_a_union_can_be_such_a_number(string json, string form) =>
        Assert.NotNull(LoadedContracts.Get(Contracts.Read("Either", json), form));

    [Fact]
    public async Task A_parameter_and_an_answer_can_be_such_a_number()
    {
        using var client = new CalledClient(SnapshotDocument.Operation("/a", "get", """
            "operationId": "Get", "parameters": [ { "name": "level", "in": "query", "schema": { "$ref": "#/components/schemas/Level" } } ],
            "responses": { "200": { "description": "Done.",
              "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Level" } } } } }
            """, Schemas)) { Answer = "1" };
        var answer = await client.CallAsync("GetAsync", ("level", client.Create("Level", "2")));
        Assert.Equal("/a?level=2", client.Target);
        Assert.Equal("1", answer!.ToString());
    }
}
