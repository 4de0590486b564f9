using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What a document refers to by a pointer is found wherever it stands, and what means nothing costs nothing but itself.</summary>
public sealed class ReferenceTests
{
    private const string Circle = """
        {
          "openapi": "3.0.3", "info": { "title": "Circle", "version": "1" },
          "paths": {
            "/good": { "get": { "operationId": "other", "responses": { "204": { "description": "Done." } } } },
            "/sent": { "post": { "operationId": "send",
              "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } },
              "responses": { "204": { "description": "Done." } } } } },
          "components": { "schemas": {
            "A": { "$ref": "#/components/schemas/B" },
            "B": { "$ref": "#/components/schemas/A" },
            "Good": { "type": "object", "properties": { "n": { "type": "integer" } } } } }
        }
        """;

    private const string IntoOthers = """
        {
          "openapi": "3.0.3", "info": { "title": "Pointers", "version": "1" },
          "paths": { "/a": { "get": { "operationId": "get", "responses": { "200": { "description": "Done.", "content": {
            "application/json": { "schema": { "$ref": "#/components/schemas/T" } } } } } } } },
          "components": { "schemas": {
            "A": { "type": "object", "properties": { "x": { "type": "object", "properties": { "y": { "type": "string" } } } } },
            "T": { "type": "object", "properties": {
              "p": { "$ref": "#/components/schemas/A/properties/x" },
              "q": { "$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema" } } } } }
        }
        """;

    [Fact]
    public void References_that_only_lead_to_each_other_leave_the_rest_of_the_document()
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(Circle)).AssertCompiles();
        Assert.Contains("OtherAsync", run.Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains("SendAsync", run.Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Example.Good.g.cs", run.Sources.Keys);
        Assert.Equal(["BREV0027", "BREV0027", "BREV0027"], run.Diagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void Words_beside_a_reference_of_version_3_1_count()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "Kind": { "type": "string" }, "Place": { "type": "object", "properties": { "at": { "type": "string" } } },
            "Cat": { "type": "object", "properties": { "kind": { "$ref": "#/components/schemas/Kind", "const": "cat" },
              "name": { "type": "string" } } },
            "Dog": { "type": "object", "properties": { "kind": { "$ref": "#/components/schemas/Kind", "enum": ["dog"] },
              "name": { "type": "string" } } },
            "Pet": { "oneOf": [ { "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" } ] },
            "Holder": { "type": "object", "properties": {
              "places": { "type": "array", "items": { "$ref": "#/components/schemas/Place", "type": ["object", "null"] } } } }
            """));
        Assert.NotNull(LoadedContracts.Get(contracts.Read("Pet", """{"kind":"dog","name":"a"}"""), "Dog"));
        Assert.NotNull(LoadedContracts.Get(contracts.Read("Pet", """{"kind":"cat","name":"a"}"""), "Cat"));
        Assert.Equal("""{"places":[{"at":"x"},null]}""", contracts.RoundTrip("Holder", """{"places":[{"at":"x"},null]}"""));
        Assert.Null(contracts.Type("Holder").Assembly.GetType("Example.Holder_Places_Item"));
    }

    [Fact]
    public void A_circle_of_references_is_told_at_each_of_its_places() =>
        Assert.Equal(
            [5, 8, 9],
            GeneratorHarness.Contracts(MemoryFile.Document(Circle)).Diagnostics.Select(diagnostic =>
                diagnostic.Location.GetLineSpan().StartLinePosition.Line));

    [Fact]
    public void A_reference_to_a_member_of_another_schema_has_the_type_of_that_member()
    {
        var contracts = new LoadedContracts(IntoOthers);
        var member = contracts.Type("A").GetProperty("X")!.PropertyType;
        Assert.Equal(member, contracts.Type("T").GetProperty("P")!.PropertyType);
        Assert.Equal("""{"p":{"y":"1"}}""", contracts.RoundTrip("T", """{"p":{"y":"1"}}"""));
    }

    [Fact]
    public void A_reference_to_the_schema_of_an_operation_has_the_type_of_that_schema()
    {
        var contracts = new LoadedContracts(IntoOthers);
        Assert.Equal(contracts.Type("T"), contracts.Type("T").GetProperty("Q")!.PropertyType);
        Assert.Empty(GeneratorHarness.Contracts(MemoryFile.Document(IntoOthers)).Diagnostics);
    }

    [Theory]
    [InlineData("#/components/schemas/Whole/$defs/Part", "$defs")]
    [InlineData("#part", "an anchor")]
    [InlineData("https://example.com/part.json", "an id")]
    [InlineData("#/components/schemas/Alias/properties/part", "a pointer through a reference")]
    [InlineData("#/components/schemas/Whole/properties/list/items", "the element of a list")]
    [InlineData("#/components/schemas/Whole/allOf/0", "a part")]
    [InlineData("#/x-shared/Part", "an extension")]
    [InlineData("#/components/schemas/Wh%6Fle/properties/part", "a percent-encoded pointer")]
    public void Every_kind_of_place_can_be_referred_to(string address, string place)
    {
        var text = SnapshotDocument.Schemas($$"""
            "User": { "type": "object", "properties": { "part": { "$ref": "{{address}}" } } },
            "Alias": { "$ref": "#/components/schemas/Whole" },
            "Whole": {
              "$defs": { "Part": { "$anchor": "part", "$id": "https://example.com/part.json", "type": "object",
                "properties": { "a": { "type": "string" } } } },
              "allOf": [ { "type": "object", "properties": { "a": { "type": "string" } } } ],
              "type": "object", "properties": {
                "part": { "type": "object", "properties": { "a": { "type": "string" } } },
                "list": { "type": "array", "items": { "type": "object", "properties": { "a": { "type": "string" } } } } } }
            """).Replace(
                "\"paths\": {},",
                """
                "paths": {}, "x-shared": { "Part": { "type": "object", "properties": { "a": { "type": "string" } } } },
                """,
                StringComparison.Ordinal);
        var run = GeneratorHarness.Contracts(MemoryFile.Document(text));
        Assert.True(run.Diagnostics.IsEmpty, $"{place}: {string.Join('\n', run.Diagnostics)}");
        var part = new LoadedContracts(text).Type("User").GetProperty("Part")!.PropertyType;
        Assert.Equal(typeof(string), part.GetProperty("A")!.PropertyType);
    }

    [Fact]
    public void A_place_that_holds_itself_is_a_type_that_holds_itself()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "Tree": { "type": "object", "properties": { "node": { "type": "object", "properties": {
              "name": { "type": "string" }, "next": { "$ref": "#/components/schemas/Tree/properties/node" } } } } }
            """));
        const string Json = """{"node":{"name":"a","next":{"name":"b"}}}""";
        Assert.Equal(Json, contracts.RoundTrip("Tree", Json));
    }

    [Theory]
    [InlineData("parameters", """{ "name": "q", "in": "query", "required": true, "schema": { "type": "string" } }""")]
    public void A_parameter_can_be_one_of_another_operation(string member, string parameter)
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document($$"""
            {
              "openapi": "3.0.3", "info": { "title": "Pointers", "version": "1" },
              "paths": {
                "/a": { "get": { "operationId": "first", "{{member}}": [ {{parameter}} ],
                  "responses": { "204": { "description": "Done." } } } },
                "/b": { "get": { "operationId": "second", "{{member}}": [ { "$ref": "#/paths/~1a/get/parameters/0" } ],
                  "responses": { "204": { "$ref": "#/paths/~1a/get/responses/204" } } } },
                "/c": { "$ref": "#/paths/~1d" },
                "/d": { "delete": { "responses": { "204": { "description": "Done." } } } } }
            }
            """)).AssertCompiles();
        Assert.Contains("SecondAsync(", run.Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
        Assert.Equal(2, run.Sources["Example.IOperationsApi.g.cs"].Split("string q,").Length - 1);
        Assert.Contains("DeleteCAsync", run.Sources["Example.IOperationsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_looks_like_a_reference_is_a_name()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "T": { "type": "object", "default": { "$ref": "#/nowhere" }, "properties": { "$ref": { "type": "string" } } }
            """));
        Assert.Equal("""{"$ref":"#/any"}""", contracts.RoundTrip("T", """{"$ref":"#/any"}"""));
    }

    [Fact]
    public void Words_beside_a_reference_add_to_what_is_referred_to_since_version_31()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "Base": { "type": "object", "properties": { "a": { "type": "string" } } },
            "More": { "$ref": "#/components/schemas/Base", "properties": { "b": { "type": "string" } } }
            """));
        Assert.Equal("""{"a":"1","b":"2"}""", contracts.RoundTrip("More", """{"a":"1","b":"2"}"""));
    }
}
