using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What is added to a document renames nothing, and no name takes the place of another.</summary>
public sealed class StableNamesTests
{
    private const string Inline = """{ "type": "object", "properties": { "n": { "type": "string" } } }""";

    private static readonly string Zoo = SnapshotDocument.Operation("/a", "get", $$"""
        "operationId": "get",
        "parameters": [ { "name": "kind", "in": "query", "schema": { "type": "string", "enum": ["a"] } } ],
        "requestBody": { "content": { "application/json": { "schema": {{Inline}} } } },
        "responses": {
          "200": { "description": "Done.", "content": { "application/json": { "schema": {{Inline}} } } },
          "404": { "description": "None.", "content": { "application/json": { "schema": {{Inline}} } } } }
        """, $$"""
        "Zoo": { "type": "object", "properties": {
          "keeper": {{Inline}}, "animals": { "type": "array", "items": {{Inline}} },
            "rooms": { "type": "object", "additionalProperties": {{Inline}} },
          "either": { "oneOf": [ { "title": "Left", "type": "object", "properties": { "l": { "type": "string" } } },
            { "type": "string" } ] } } }
        """);

    [Fact]
    public void A_schema_without_a_name_is_called_by_its_place() => Assert.Equal(
        ["Get_Error404", "Get_KindParameter", "Get_Request", "Get_Response", "Zoo", "Zoo_Animals_Item", "Zoo_Either", "Zoo_Either_Left",
            "Zoo_Keeper", "Zoo_Rooms_Value"],
        Types(Zoo));

    [Theory]
    [InlineData("Zo", "oKeeper")]
    [InlineData("ZooKeeper", "")]
    [InlineData("Zoo_Keeper", "")]
    [InlineData("Zoo-Keeper", "")]
    [InlineData("zooKeeper", "")]
    [InlineData("GetResponse", "")]
    [InlineData("Get_Response", "")]
    [InlineData("GetRequest", "n")]
    [InlineData("Get", "response")]
    [InlineData("get", "request")]
    [InlineData("ZooEitherLeft", "")]
    [InlineData("Aardvark", "zoo")]
    public void A_schema_that_is_added_renames_nothing(string name, string member)
    {
        var document = JsonNode.Parse(Zoo)!;
        var members = new JsonObject();
        members[member.Length > 0 ? member : "n"] =
            member.Length > 0 ? JsonNode.Parse(Inline) : new JsonObject { ["type"] = "string" };
        var schema = new JsonObject { ["type"] = "object", ["properties"] = members };
        document["components"]!["schemas"]![name] = schema;
        var before = GeneratorHarness.Contracts(MemoryFile.Document(JsonNode.Parse(Zoo)!.ToJsonString()));
        var after = GeneratorHarness.Contracts(MemoryFile.Document(document.ToJsonString())).AssertCompiles();
        var changed = before.DifferencesTo(after).Where(before.Sources.ContainsKey)
            .Where(file => !file.Contains(".Serialization.", StringComparison.Ordinal));
        Assert.Empty(changed);
    }

    /// <summary>
    /// An operation can have the name of a schema, its parts the names of that schema's members, and use what other operations use.
    /// </summary>
    [Theory]
    [InlineData("zoo")]
    [InlineData("ZOO")]
    [InlineData("aardvark")]
    public void An_operation_that_is_added_renames_nothing(string id)
    {
        var document = JsonNode.Parse(Zoo)!;
        document["components"]!["parameters"] = JsonNode.Parse(
            """{ "Size": { "name": "size", "in": "query", "schema": { "type": "string", "enum": ["a"] } } }""");
        document["components"]!["requestBodies"] = JsonNode.Parse(
            $$$"""{ "Sent": { "content": { "application/json": { "schema": {{{Inline}}} } } } }""");
        document["components"]!["responses"] = JsonNode.Parse(
            $$$"""{ "Seen": { "description": "Done.", "content": { "application/json": { "schema": {{{Inline}}} } } } }""");
        document["components"]!["schemas"]!["Zoo"]!["properties"]!["request"] = JsonNode.Parse(Inline);
        document["components"]!["schemas"]!["Zoo"]!["properties"]!["response"] = JsonNode.Parse(Inline);
        document["components"]!["schemas"]!["Zoo"]!["properties"]!["error404"] = JsonNode.Parse(Inline);
        document["components"]!["schemas"]!["Zoo"]!["properties"]!["keeperParameter"] = JsonNode.Parse(Inline);
        document["paths"]!["/shared"] = JsonNode.Parse("""
            { "post": { "operationId": "share", "parameters": [ { "$ref": "#/components/parameters/Size" } ],
              "requestBody": { "$ref": "#/components/requestBodies/Sent" },
              "responses": { "200": { "$ref": "#/components/responses/Seen" }, "404": { "$ref": "#/components/responses/Seen" } } } }
            """);
        var before = GeneratorHarness.Contracts(MemoryFile.Document(document.ToJsonString())).AssertCompiles();
        document["paths"]!["/added"] = JsonNode.Parse($$$"""
            { "post": { "operationId": "{{{id}}}", "tags": ["Added"],
              "parameters": [ { "$ref": "#/components/parameters/Size" },
                { "name": "keeper", "in": "query", "schema": { "type": "string", "enum": ["a"] } } ],
              "requestBody": { "$ref": "#/components/requestBodies/Sent" },
              "responses": {
                "200": { "$ref": "#/components/responses/Seen" },
                "202": { "description": "Later.", "content": { "application/json": { "schema": {{{Inline}}} } } },
                "404": { "description": "None.", "content": { "application/json": { "schema": {{{Inline}}} } } } } } }
            """);
        var after = GeneratorHarness.Contracts(MemoryFile.Document(document.ToJsonString())).AssertCompiles();
        var changed = before.DifferencesTo(after).Where(before.Sources.ContainsKey)
            .Where(file => !file.Contains(".Serialization.", StringComparison.Ordinal) && file != "Example.IDefaultApi.g.cs");
        Assert.Equal([], changed);
    }

    /// <summary>The one exception: no rule gives both a name that is theirs alone and reads well, in each order of the document.</summary>
    [Fact]
    public void A_schema_that_is_added_takes_its_own_name_from_one_that_is_spelled_otherwise_and_that_is_reported()
    {
        var given = $$""" "user_id": { "type": "object", "properties": { "a": {{Inline}} } }, "user_name": {{Inline}} """;
        Assert.Equal(["UserId", "UserId_A", "UserName"], Types(SnapshotDocument.Schemas(given)));
        var after = SnapshotDocument.Schemas($$""" {{given}}, "UserId": { "type": "object", "properties": { "b": {{Inline}} } } """);
        Assert.Equal(["UserId", "UserId_B", "UserName", "UserUnderscoreId", "UserUnderscoreId_A"], Types(after));
        var reported = Assert.Single(GeneratorHarness.Contracts(MemoryFile.Document(after)).Diagnostics);
        Assert.Equal("BREV0009", reported.Id);
        Assert.Contains("'UserUnderscoreId'", reported.GetMessage(null), StringComparison.Ordinal);
    }

    /// <summary>The way out: a schema whose name the document gives keeps it, whatever is added.</summary>
    [Fact]
    public void A_schema_that_is_given_its_own_name_keeps_it_beside_one_that_is_spelled_so()
    {
        var given = $$""" "user_id": { "x-name": "UserId", "type": "object", "properties": { "a": {{Inline}} } } """;
        var after = SnapshotDocument.Schemas($$""" {{given}}, "UserId": { "type": "object", "properties": { "b": {{Inline}} } } """);
        Assert.Equal(["UserId", "UserIdSchema", "UserIdSchema_B", "UserId_A"], Types(after));
    }

    /// <summary>Two schemas that are one name in C# cannot both keep it; which one does, the document can say.</summary>
    [Theory]
    [InlineData("Account")]
    [InlineData("account")]
    [InlineData("ACCOUNT")]
    public void A_name_that_the_document_gives_a_schema_makes_way_for_none(string added)
    {
        var given = $$""" "user_id": { "x-name": "Account", "type": "object", "properties": { "a": {{Inline}} } } """;
        Assert.Equal(["Account", "Account_A"], Types(SnapshotDocument.Schemas(given)));
        var types = Types(SnapshotDocument.Schemas($$"""
            {{given}}, "{{added}}": { "type": "object", "properties": { "b": {{Inline}} } }
            """)).ToArray();
        Assert.Contains("Account_A", types);
        Assert.DoesNotContain("Account_B", types);
    }

    [Fact]
    public void A_schema_that_is_called_like_an_interface_leaves_the_interface_its_name()
    {
        var document = JsonNode.Parse(Zoo)!;
        foreach (var name in new[] { "IDefaultApi", "IThingsApi", "iThings_api" })
        {
            document["components"]!["schemas"]![name] = JsonNode.Parse(Inline);
        }

        var run = GeneratorHarness.Contracts(MemoryFile.Document(document.ToJsonString())).AssertCompiles();
        Assert.Contains("interface IDefaultApi", run.Sources["Example.IDefaultApi.g.cs"], StringComparison.Ordinal);
        Assert.Contains("interface IThingsApi", run.Sources["Example.IThingsApi.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>It belongs to the path, and to no operation that came first.</summary>
    [Fact]
    public void A_parameter_of_a_whole_path_keeps_the_name_of_its_type_when_an_operation_is_added()
    {
        var document = JsonNode.Parse("""
            { "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": { "/zoos/{kind}": {
              "parameters": [ { "name": "kind", "in": "path", "required": true, "schema": { "type": "string", "enum": ["a"] } } ],
              "get": { "operationId": "read", "responses": { "204": { "description": "Done." } } } } } }
            """)!;
        Assert.Equal(["ZoosKind_PathKindParameter"], Types(document.ToJsonString()));
        document["paths"]!["/zoos/{kind}"]!["delete"] =
            JsonNode.Parse("""{ "operationId": "add", "responses": { "204": { "description": "Done." } } }""");
        Assert.Equal(["ZoosKind_PathKindParameter"], Types(document.ToJsonString()));
    }

    [Fact]
    public void A_schema_that_refers_into_another_one_renames_nothing()
    {
        var document = JsonNode.Parse(Zoo)!;
        document["components"]!["schemas"]!["Aardvark"] =
            JsonNode.Parse(
                """
                    { "type": "object", "properties": { "p": { "$ref": "#/components/schemas/Zoo/properties/keeper" },
                      "q": { "$ref": "#/paths/~1a/get/responses/200/content/application~1json/schema" } } }
                    """);
        Assert.Equal(Types(Zoo).Append("Aardvark").Order(StringComparer.Ordinal), Types(document.ToJsonString()));
    }

    [Fact]
    public void A_member_of_a_part_has_one_type_for_all_that_have_the_part()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            "Base": { "type": "object", "properties": { "x": {{Inline}} } },
            "A": { "allOf": [ { "$ref": "#/components/schemas/Base" },
              { "type": "object", "properties": { "a": { "type": "string" } } } ] },
            "Z": { "allOf": [ { "$ref": "#/components/schemas/Base" }, { "type": "object", "properties": { "z": { "type": "string" } } } ] }
            """));
        Assert.Equal("Base_X", contracts.Type("A").GetProperty("X")!.PropertyType.Name);
        Assert.Equal("Base_X", contracts.Type("Z").GetProperty("X")!.PropertyType.Name);
    }

    [Fact]
    public void Names_that_emitted_code_uses_are_names_like_others()
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas("""
            "T": { "type": "string", "enum": ["is_number", "from_number", "create", "try_find", "value", "T", "get_Value", "op_Implicit",
              "equals"],
              "x-enum-varnames": ["is_number", "FromNumber", "Create", "TryFind", "_value", "T", "get_Value", "op_Implicit", "Equals"] },
            "U": { "type": "string", "enum": ["is_number", "from_number", "_value", "_is_number"] },
            "AdditionalProperties": { "type": "object", "properties": { "a": { "type": "string" } } },
            "UndescribedMembers": { "type": "object", "properties": { "additionalProperties": { "type": "string" } } },
            "Both": { "type": "object", "properties": { "additionalProperties": { "type": "string" },
              "undescribedMembers": { "type": "string" } } },
            "Reader": { "type": "object", "properties": { "reader": { "type": "string" }, "options": { "type": "string" },
              "isStrict": { "type": "string" },
              "members": { "type": "string" }, "writer": { "type": "string" }, "model": { "type": "string" },
                "unknown": { "type": "string" } } },
            "Unknown": { "oneOf": [ { "$ref": "#/components/schemas/Best" }, { "$ref": "#/components/schemas/Value" },
              { "type": "array", "items": { "type": "string" } } ] },
            "ToString": { "type": "object", "properties": { "toString": { "type": "string" } } },
              "Equals": { "type": "string", "enum": ["Equals"] },
            "Numbers": { "type": "object", "properties": { "value": { "$ref": "#/components/schemas/Value1" } } },
              "Value1": { "type": "integer", "enum": [1], "x-enum-varnames": ["Value"] },
            "Best": { "type": "object", "properties": { "best": { "type": "string" } } },
            "Value": { "type": "object", "properties": { "value": { "type": "string" } } }
            """));
        foreach (var (type, json) in new[]
        {
            ("AdditionalProperties", """{"a":"1","b":2}"""),
            ("UndescribedMembers", """{"additionalProperties":"1","b":2}"""),
            ("Both", """{"additionalProperties":"1","undescribedMembers":"2","b":3}"""),
            ("Reader", """{"reader":"1","options":"2","isStrict":"3","members":"4","writer":"5","model":"6","unknown":"7","b":3}"""),
            ("Unknown", """{"best":"1"}"""),
            ("Unknown", "5"),
            ("ToStringSchema", """{"toString":"1"}"""),
            ("Numbers", """{"value":1}"""),
        })
        {
            Assert.Equal(json, contracts.RoundTrip(type, json));
        }
    }

    [Theory]
    [InlineData("Value")]
    [InlineData("Unknown")]
    [InlineData("Equals")]
    [InlineData("WireValue")]
    public void An_enumeration_can_have_every_name(string name)
    {
        var contracts = new LoadedContracts(SnapshotDocument.Schemas($$"""
            "{{name}}": { "type": "string", "enum": ["a", "value", "wireValue", "unknown"] },
            "Holder": { "type": "object", "x-omit-default": ["member"],
              "properties": { "member": { "$ref": "#/components/schemas/{{name}}", "default": "a" } } }
            """));
        Assert.Equal("""{"member":"value"}""", contracts.RoundTrip("Holder", """{"member":"value"}"""));
        Assert.Equal("{}", contracts.RoundTrip("Holder", """{"member":"a"}"""));
    }

    [Fact]
    public void Names_of_a_thousand_characters_are_cut_and_stay_apart()
    {
        var name = new string('x', 1000);
        var run = GeneratorHarness.Contracts(MemoryFile.Document(Long(name))).AssertCompiles();
        Assert.All(run.Sources.Keys, file => Assert.InRange(file.Length, 1, 200));
        var client = GeneratorHarness.Client(MinimalClient.Source(
            "Example", "Client", "Default"), [run.Output.ToReference()], MemoryFile.Document(Long(name))).AssertCompiles();
        Assert.Equal("", RefitStubs.Complaints(client.Output));
    }

    private static string Long(string name) => SnapshotDocument.Operation("/a", "get", $$"""
        "operationId": "{{name}}", "parameters": [ { "name": "{{name}}", "in": "query", "schema": { "type": "string" } } ],
        "responses": { "200": { "description": "Done.",
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/{{name}}" } } } } }
        """, $$"""
        "{{name}}": { "type": "object", "properties": { "{{name}}": { "type": "string", "enum": ["{{name}}", "{{name}}y"] },
          "{{name}}z": {{Inline}} } },
        "{{name}}w": { "oneOf": [ { "$ref": "#/components/schemas/{{name}}" }, { "type": "string" } ] }
        """).Replace("\"Things\"", $"\"{name}\"", StringComparison.Ordinal);

    private static IEnumerable<string> Types(string document) =>
        GeneratorHarness.Contracts(MemoryFile.Document(document)).AssertCompiles().Sources.Keys
            .Where(file => file.Split('.') is ["Example", var name, "g", "cs"] && !name.StartsWith('I'))
            .Select(file => file.Split('.')[1])
            .Order(StringComparer.Ordinal);
}
