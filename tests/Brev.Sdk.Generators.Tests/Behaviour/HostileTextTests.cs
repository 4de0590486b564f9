using System.Text.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>Whatever stands in a document ends up in a literal, a comment or an identifier.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Texts =
    [
        "*/ } class Injected { /*",
        "</summary> <script>",
        "\"; System.Console.WriteLine(1); //",
        "{0} {name} {{x}}",
        "line\nbreak\r\nnext\u2028separator\u0085next\u0000end",
        "#error no",
        "@class",
        "`code` & <b>",
        "\\u0022 \\\" \\",
        "名前 🚀",
        "\ufffe\uffff\ud83f\udffe",
        "half \ud800 of \udc00 a character",
        "",
        "---",
    ];

    [Fact]
    public void Text_of_a_document_is_data_wherever_it_stands()
    {
        var file = MemoryFile.Document(Document());
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var client = GeneratorHarness.Client(MinimalClient.Source("Example", "Client", "Default"), [contracts.Output.ToReference()], file)
            .AssertCompiles();
        Assert.Null(contracts.Output.GetTypeByMetadataName("Example.Injected"));
        Assert.Null(contracts.Output.GetTypeByMetadataName("Injected"));
        // The compiler's own attribute is written by the compiler.
        var written = contracts.Sources.Concat(client.Sources)
            .Where(static source => source.Key != "Microsoft.CodeAnalysis.EmbeddedAttribute.cs");
        Assert.All(written, static source => Assert.DoesNotContain('\r', source.Value));
    }

    [Fact]
    public void Keywords_and_the_members_of_every_object_are_names_like_others()
    {
        string[] names = ["class", "event", "async", "value", "field", "Equals", "GetHashCode", "ToString", "GetType", "Clone",
            "PrintMembers", "EqualityContract", "Names", "request", "cancellationToken"];
        var properties = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject { ["type"] = "string" })));
        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Names", ["version"] = "1" },
            ["paths"] = new JsonObject { ["/names"] = new JsonObject { ["post"] = Operation(names) } },
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject
                {
                    ["Names"] = new JsonObject { ["type"] = "object", ["properties"] = properties },
                    ["Kinds"] =
                        new JsonObject { ["type"] = "string",
                            ["enum"] = new JsonArray([.. names.Append("Kinds").Select(name => JsonValue.Create(name))]) },
                },
            },
        };
        var file = MemoryFile.Document(document.ToJsonString());
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        GeneratorHarness.Client(MinimalClient.Source("Example", "Client", "Default"), [contracts.Output.ToReference()], file)
            .AssertCompiles();
    }

    [Fact]
    public void Types_of_the_platform_can_be_names_of_schemas()
    {
        string[] names = ["System", "String", "Task", "Object", "List", "Global", "Refit", "Example", "Serialization", "ApiServer",
            "ApiEndpoint", "Exception", "IThingsApi", "IDefaultApi", "JsonElement"];
        var schemas = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(names.Select(other =>
                KeyValuePair.Create(other, (JsonNode?)new JsonObject { ["$ref"] = "#/components/schemas/" + other }))),
        })));
        var document = JsonNode.Parse(Snapshots.SnapshotDocument.Operation("/things", "post", """
            "operationId": "Task",
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/String" } } } },
            "responses": { "200": { "description": "Done.",
              "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Task" } } } } }
            """))!;
        document["components"]!["schemas"] = schemas;
        var file = MemoryFile.Document(document.ToJsonString());
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var client = GeneratorHarness.Client(
            MinimalClient.Source("Example.Clients", "Client", "Default")
                .Replace("namespace Example.Clients;", "using Example;\nnamespace Example.Clients;", StringComparison.Ordinal)
                .Replace(
                    "using System;",
                    "using System;\nusing Exception = System.Exception;",
                    StringComparison.Ordinal), [contracts.Output.ToReference()], file);
        Assert.DoesNotContain(
            client.Output.GetDiagnostics(), diagnostic => diagnostic.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning
                && diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_type_can_be_called_as_a_type_that_emitted_code_shares()
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(Snapshots.SnapshotDocument.Schemas("""
            "GoDurationFormat": { "type": "string", "enum": ["short", "long"] },
              "JsonMembers": { "type": "object", "properties": { "MemberWriter": { "type": "string" } } },
            "SystemJson": { "type": "object", "properties": { "wait": { "type": "string", "format": "go-duration" },
              "WireFormat": { "$ref": "#/components/schemas/GoDurationFormat" } } },
            "WireFormat": { "type": "object", "properties": { "SystemJson": { "$ref": "#/components/schemas/JsonMembers" } } }
            """)));
        run.AssertCompiles();
        Assert.Contains("Example.GoDurationFormat.g.cs", run.Sources.Keys);
    }

    private static JsonObject Operation(IEnumerable<string> parameters) => new()
    {
        ["operationId"] = "event",
        ["parameters"] = new JsonArray([.. parameters.Select(name =>
            new JsonObject { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } })]),
        ["requestBody"] =
            JsonNode.Parse("""{ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Names" } } } }"""),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "Done." } },
    };

    private static string Document()
    {
        var schemas = new JsonObject();
        var paths = new JsonObject();
        foreach (var (text, index) in Texts.Select((text, index) => (text, index)))
        {
            schemas["E" + text] = new JsonObject
            {
                ["type"] = "integer",
                ["enum"] = new JsonArray(1, 2),
                ["description"] = text,
                ["x-enum-varnames"] = new JsonArray(text, text + "2"),
                ["x-enum-descriptions"] = new JsonArray(text),
            };
            schemas["U" + text] = new JsonObject
            {
                ["oneOf"] = new JsonArray(
                    new JsonObject { ["title"] = text, ["type"] = "object", ["required"] = new JsonArray(text),
                        ["properties"] = new JsonObject { [text] = new JsonObject { ["const"] = text } } },
                    new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } }),
                ["discriminator"] =
                    new JsonObject { ["propertyName"] = text,
                        ["mapping"] = new JsonObject { [text] = "#/components/schemas/S" + text.Replace("~", "~0",
                        StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) } },
            };
            schemas["S" + text] = new JsonObject
            {
                ["title"] = text,
                ["x-always-sent"] = new JsonArray(text),
                ["description"] = text,
                ["type"] = "object",
                ["properties"] =
                    new JsonObject { [text] = new JsonObject { ["type"] = "string", ["description"] = text, ["default"] = text,
                        ["deprecated"] = true, ["enum"] = new JsonArray([.. Texts.Select(value => JsonValue.Create(value))]) } },
            };
            paths[$"/p{index}/{text.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)}"] =
                new JsonObject
            {
                ["get"] = new JsonObject
                {
                    ["operationId"] = text,
                    ["tags"] = new JsonArray(text),
                    ["summary"] = text,
                    ["description"] = text,
                    ["parameters"] = new JsonArray(
                        new JsonObject { ["name"] = text + "q", ["in"] = "query", ["description"] = text,
                            ["schema"] = new JsonObject { ["type"] = "string", ["default"] = text } }),
                    ["deprecated"] = true,
                    ["responses"] = new JsonObject
                    {
                        ["200"] = new JsonObject { ["description"] = text },
                        ["404"] =
                            new JsonObject { ["description"] = text, ["content"] = new JsonObject
                            {
                                ["application/json"] = new JsonObject
                                {
                                    ["schema"] = new JsonObject
                                    {
                                        ["type"] = "object",
                                        ["properties"] = new JsonObject { [text] = new JsonObject { ["type"] = "string" } },
                                    },
                                },
                            } },
                    },
                },
            };
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = Texts[0], ["version"] = "1" },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "https://example.com", ["description"] = Texts[0] }),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
