using System.Runtime.CompilerServices;
using System.Text.Json;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// What a request must have is asked for by the compiler; what an answer should have and has not does not lose the answer.
/// </summary>
public sealed class RequiredMemberTests
{
    private static readonly LoadedContracts Contracts = new(SnapshotDocument.Operation("/a", "post", """
        "operationId": "send",
        "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Sent" } } } },
        "responses": { "200": { "description": "Done.",
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Shared" } } } } }
        """, """
        "Sent": { "type": "object", "properties": {
          "shared": { "$ref": "#/components/schemas/Shared" }, "stricter": { "$ref": "#/components/schemas/Stricter" },
          "nullable": { "$ref": "#/components/schemas/HasNullable" }, "either": { "$ref": "#/components/schemas/Either" } } },
        "Base": { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } } },
        "Stricter": { "allOf": [ { "$ref": "#/components/schemas/Base" }, { "required": ["a"] } ] },
        "Shared": { "type": "object", "required": ["a", "b", "n", "list", "map", "base", "day"], "properties": {
          "a": { "type": "string" }, "b": { "type": "string" }, "n": { "type": "integer" },
            "list": { "type": "array", "items": { "type": "string" } },
          "map": { "type": "object", "additionalProperties": { "type": "string" } }, "base": { "$ref": "#/components/schemas/Base" },
          "day": { "type": "string", "format": "date" } } },
        "HasNullable": { "type": "object", "required": ["p"],
          "properties": { "p": { "allOf": [ { "$ref": "#/components/schemas/Base" } ], "type": ["object", "null"] } } },
        "Either": { "oneOf": [ { "$ref": "#/components/schemas/Left" }, { "$ref": "#/components/schemas/Right" } ] },
        "Left": { "type": "object", "required": ["l"], "properties": { "l": { "type": "string" } } },
        "Right": { "type": "object", "required": ["r"], "properties": { "r": { "type": "string" } } }
        """));

    [Fact]
    public void A_part_that_only_says_what_is_required_makes_the_members_of_the_others_required()
    {
        Assert.True(IsRequired(Contracts, "Stricter", "A"));
        Assert.False(IsRequired(Contracts, "Stricter", "B"));
        Assert.False(IsRequired(Contracts, "Base", "A"));
    }

    [Fact]
    public void A_member_that_a_part_describes_anew_has_the_later_type()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "Base": { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } } },
            "Child": { "allOf": [ { "$ref": "#/components/schemas/Base" }, { "required": ["b"] } ],
              "properties": { "a": { "type": "integer" } } }
            """));
        Assert.Equal(typeof(long?), contracts.Type("Child").GetProperty("A")!.PropertyType);
        Assert.Equal(typeof(string), contracts.Type("Child").GetProperty("B")!.PropertyType);
    }

    [Fact]
    public void An_answer_that_leaves_out_a_required_member_is_read_and_told()
    {
        var unreadable = new List<string>();
        var answer = Contracts.Read("Shared", """{"a":"1"}""", unreadable);
        Assert.Equal("1", LoadedContracts.Get(answer, "A"));
        Assert.Null(LoadedContracts.Get(answer, "B"));
        Assert.Empty((System.Collections.IEnumerable)LoadedContracts.Get(answer, "List")!);
        Assert.Empty((System.Collections.IEnumerable)LoadedContracts.Get(answer, "Map")!);
        Assert.Equal(["Shared.b", "Shared.base", "Shared.day", "Shared.list", "Shared.map", "Shared.n"], unreadable.Order(
            StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_call_whose_answer_leaves_out_what_its_request_must_have_gives_the_rest()
    {
        const string Body = """ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/T" } } } """;
        using var client = new CalledClient(SnapshotDocument.Operation("/a", "post", $$"""
            "operationId": "send", "requestBody": { "required": true, {{Body}} },
            "responses": { "200": { "description": "Done.", {{Body}} } }
            """, """
            "T": { "type": "object", "required": ["a", "b"], "properties": { "a": { "type": "string" }, "b": { "type": "string" } } }
            """))
        {
            Answer = """{"a":"1"}""",
        };

        var answer = await client.CallAsync("SendAsync", ("request", client.Create("T", """{"a":"1","b":"2"}""")));

        Assert.Equal("""{"a":"1","b":"2"}""", client.Body);
        Assert.Equal("1", LoadedContracts.Get(answer!, "A"));
        Assert.Null(LoadedContracts.Get(answer!, "B"));
    }

    /// <summary>OpenAPI 3.0.3, Schema Object, and JSON Schema Validation, 9.4: one is for answers, the other for requests.</summary>
    [Fact]
    public void What_is_write_only_is_required_of_a_request_and_what_is_read_only_of_an_answer()
    {
        const string Forms = """
            "FORMS": { "oneOf": [ { "$ref": "#/components/schemas/CardFORMS" }, { "$ref": "#/components/schemas/BankFORMS" } ] },
            "CardFORMS": { "type": "object", "required": ["no", "cvc", "year", "id"], "properties": { "no": { "type": "string" },
              "cvc": { "type": "string", "writeOnly": true }, "year": { "type": "integer", "writeOnly": true },
              "id": { "type": "string", "readOnly": true } } },
            "BankFORMS": { "type": "object", "required": ["iban"],
              "properties": { "no": { "type": "string" }, "iban": { "type": "string" } } }
            """;
        var contracts = new LoadedContracts(SnapshotDocument.Operation("/a", "post", """
            "operationId": "send", "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": {
              "sent": { "$ref": "#/components/schemas/Sent" }, "both": { "$ref": "#/components/schemas/Both" } } } } } },
            "responses": { "200": { "description": "Done.", "content": { "application/json": { "schema": { "type": "object", "properties": {
              "given": { "$ref": "#/components/schemas/Given" }, "both": { "$ref": "#/components/schemas/Both" } } } } } } }
            """, string.Join(',', ((string[])["Sent", "Both", "Given"]).Select(name =>
                Forms.Replace("FORMS", name, StringComparison.Ordinal)))));
        foreach (var (form, json) in new[]
        {
            ("Sent", """{"no":"1","cvc":"2","year":3}"""), ("Both", """{"no":"1","id":"2"}"""), ("Given", """{"no":"1","id":"2"}"""),
        })
        {
            List<string> told = [];
            Assert.NotNull(LoadedContracts.Get(contracts.Read(form, json, told), "Card" + form));
            Assert.Empty(told);
        }

        Assert.NotNull(LoadedContracts.Get(contracts.Read("Sent", """{"no":"1","id":"2"}"""), "Unknown"));
        Assert.True(IsRequired(contracts, "CardBoth", "Cvc"));
        Assert.False(IsRequired(contracts, "CardBoth", "Id"));
        List<string> unreadable = [];
        contracts.Read("CardBoth", """{"no":"1","year":"soon"}""", unreadable);
        Assert.Equal(["CardBoth.year"], unreadable);
        Assert.Throws<JsonException>(() => contracts.Read("CardSent", """{"no":"1","cvc":"2"}"""));
    }

    [Fact]
    public void A_required_member_of_a_request_stays_required()
    {
        Assert.All(["A", "B", "N", "List", "Map", "Base", "Day"], name => Assert.True(IsRequired(Contracts, "Shared", name), name));
    }

    /// <summary>A value that travels in no body is given by the caller, too.</summary>
    [Theory]
    [InlineData(""" "name": "p", "in": "query", "style": "form", "explode": false, "schema": SCHEMA """)]
    [InlineData(""" "name": "p", "in": "query", "content": { "application/json": { "schema": SCHEMA } } """)]
    [InlineData(""" "name": "p", "in": "header", "schema": SCHEMA """)]
    [InlineData(""" "name": "p", "in": "cookie", "schema": { "oneOf": [ SCHEMA, { "type": "string" } ] } """)]
    public void A_schema_that_parameters_alone_use_keeps_what_it_requires(string parameter)
    {
        var given = parameter.Replace("SCHEMA", """ { "$ref": "#/components/schemas/Given" } """, StringComparison.Ordinal);
        const string Schemas = """
            "Given": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" }, "b": { "type": "string" } } }
            """;
        var own = SnapshotDocument.Operation("/a", "get", $$"""
            "operationId": "get", "parameters": [ { {{given}} } ], "responses": { "204": { "description": "Done." } }
            """, Schemas);
        var ofPath = $$"""
            { "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "components": {
                "schemas": { {{Schemas}} }, "parameters": { "P": { {{given}} } } },
              "paths": { "/a": { "parameters": [ { "$ref": "#/components/parameters/P" } ],
                "get": { "operationId": "get", "responses": { "204": { "description": "Done." } } } } } }
            """;
        foreach (var document in new[] { own, ofPath })
        {
            var contracts = new LoadedContracts(document);
            Assert.True(IsRequired(contracts, "Given", "A"));
            Assert.False(IsRequired(contracts, "Given", "B"));
        }
    }

    /// <summary>A member of an object that must be there, and that must be there in it, is no option.</summary>
    [Fact]
    public void A_required_member_of_a_required_object_in_a_query_has_to_be_given()
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Operation("/a", "get", """
            "operationId": "get", "responses": { "204": { "description": "Done." } }, "parameters": [
              { "name": "p", "in": "query", "required": true, "schema": { "$ref": "#/components/schemas/Given" } } ]
            """, """
            "Given": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" }, "b": { "type": "string" } } }
            """))).AssertCompiles();
        Assert.Contains("string a,", run.Sources["Example.IThingsApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains("string? b", run.Sources["Example.IThingsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_form_of_a_union_whose_required_member_is_missing_is_still_another_form()
    {
        Assert.NotNull(LoadedContracts.Get(Contracts.Read("Either", """{"r":"1"}"""), "Right"));
        Assert.Null(LoadedContracts.Get(Contracts.Read("Either", """{"r":"1"}"""), "Left"));
    }

    [Theory]
    [InlineData("3.0.3", """{ "nullable": true, "allOf": [ { "$ref": "#/components/schemas/P" } ] }""")]
    [InlineData("3.0.3", """{ "nullable": true, "oneOf": [ { "$ref": "#/components/schemas/P" } ] }""")]
    [InlineData("3.0.3", """{ "nullable": true, "type": "string", "enum": ["a", null] }""")]
    [InlineData("3.0.3", """{ "nullable": true, "enum": ["a"] }""")]
    [InlineData("3.1.0", """{ "allOf": [ { "$ref": "#/components/schemas/P" } ], "type": ["object", "null"] }""")]
    [InlineData("3.1.0", """{ "anyOf": [ { "$ref": "#/components/schemas/P" }, { "type": "null" } ] }""")]
    [InlineData("3.1.0", """{ "anyOf": [ { "$ref": "#/components/schemas/P" }, { "const": null } ] }""")]
    [InlineData("3.1.0", """{ "enum": ["a", null] }""")]
    public void A_required_member_that_can_be_null_can_be_null_in_every_spelling(string version, string schema)
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Operation("/a", "post", """
            "operationId": "send", "responses": { "204": { "description": "Done." } },
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/T" } } } }
            """, $$"""
            "P": { "type": "object", "properties": { "a": { "type": "string" } } },
            "T": { "type": "object", "required": ["p"], "properties": { "p": {{schema}} } }
            """).Replace("3.1.0", version, StringComparison.Ordinal)));
        Assert.DoesNotContain(run.Sources.Values, text => text.Contains("sentinel", StringComparison.Ordinal));
        Assert.Matches(@"public required \S+\? P \{ get; init; \}", run.AssertCompiles().Sources["Example.T.g.cs"]);
    }

    private static bool IsRequired(LoadedContracts contracts, string type, string property) =>
        Attribute.IsDefined(contracts.Type(type).GetProperty(property)!, typeof(RequiredMemberAttribute));
}
