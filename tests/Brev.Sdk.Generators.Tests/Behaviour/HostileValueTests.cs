using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// Hostile text that travels: names of parameters, fields and parts, values of discriminators and defaults arrive as they stand in the
/// document, and what no message can hold is reported.
/// </summary>
public sealed class HostileValueTests
{
    private const string Token = "X-!#$%&'*+.^_`|~9";

    public static IEnumerable<object[]> Indices() => Enumerable.Range(0, HostileText.All.Length).Select(index => new object[] { index });

    private static readonly Lazy<CalledClient> Client = new(() => new CalledClient(Document()));

    private static readonly Lazy<LoadedContracts> Contracts = new(() => new LoadedContracts(Schemas()));

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task The_name_of_a_parameter_arrives(int index)
    {
        await Client.Value.CallAsync($"Query{index}Async", (Parameter($"Query{index}Async"), "v"));
        Assert.Equal($"/q{index}?{Uri.EscapeDataString(HostileText.All[index])}=v", Client.Value.Target);
        await Client.Value.CallAsync($"Cookie{index}Async", (Parameter($"Cookie{index}Async"), "v"));
        Assert.Equal($"{Uri.EscapeDataString(HostileText.All[index])}=v", Client.Value.Headers["Cookie"]);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task The_name_of_a_field_and_of_a_part_arrives(int index)
    {
        var value = new JsonObject { [HostileText.All[index]] = "v" }.ToJsonString();
        await Client.Value.CallWithJsonAsync($"Form{index}Async", value);
        Assert.Equal(HostileText.All[index] + "=v", WebUtility.UrlDecode(Client.Value.Body!));
        await Client.Value.CallAsync($"Part{index}Async", (Parameter($"Part{index}Async"), "v"));
        Assert.Contains("v", Client.Value.Body!, StringComparison.Ordinal);
        Assert.Equal(2, Client.Value.Body!.Split("Content-Disposition").Length);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void The_value_of_a_discriminator_and_a_default_arrive(int index)
    {
        var text = HostileText.All[index];
        var json = new JsonObject { [text] = text, ["n"] = 1 }.ToJsonString();
        var read = Contracts.Value.Read($"Union{index}", json);
        Assert.NotNull(LoadedContracts.Get(read, $"Left{index}"));
        Assert.Equal(text, (string?)JsonNode.Parse(Contracts.Value.Write($"Union{index}", read))![text]);
        var sent = Contracts.Value.Write($"Sent{index}", Activator.CreateInstance(Contracts.Value.Type($"Sent{index}"))!);
        Assert.Equal(text, (string?)JsonNode.Parse(sent)![text]);
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void A_name_that_no_header_can_have_is_reported_and_its_parameter_left_out(int index)
    {
        var text = HostileText.All[index];
        foreach (var isRequired in new[] { true, false })
        {
            var run = GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Operation("/a", "get", $$"""
                "operationId": "get", "responses": { "204": { "description": "Done." } }, "parameters": [ { "in": "header",
                  "name": {{JsonSerializer.Serialize(text)}}, "required": {{(isRequired ? "true" : "false")}},
                  "schema": { "type": "string", "enum": ["a"] } } ]
                """))).AssertCompiles();
            var isName = text == "Equals";
            Assert.Equal(isName ? [] : ["BREV0011"], run.Diagnostics.Select(diagnostic => diagnostic.Id));
            Assert.Equal(isName || !isRequired, run.Sources.ContainsKey("Example.IThingsApi.g.cs"));
        }
    }

    [Fact]
    public async Task A_name_of_odd_characters_that_a_header_can_have_arrives()
    {
        await Client.Value.CallAsync("HeaderAsync", (Parameter("HeaderAsync"), "v"));
        Assert.Equal("v", Client.Value.Headers[Token]);
    }

    /// <summary>A value that always travels is no constant of the code if no header can hold it: who gives it is told.</summary>
    [Theory]
    [InlineData("a\r\nX-Injected: b")]
    [InlineData("名")]
    [InlineData(" a")]
    public void A_constant_that_no_header_can_hold_is_no_constant(string value)
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Operation("/a", "get", $$"""
            "operationId": "get", "responses": { "204": { "description": "Done." } }, "parameters": [ { "in": "header", "name": "X-A",
              "required": true, "schema": { "const": {{JsonSerializer.Serialize(value)}} } } ]
            """))).AssertCompiles();
        Assert.Contains(" xa,", run.Sources["Example.IThingsApi.g.cs"], StringComparison.Ordinal);
    }

    private static string Parameter(string method) => Client.Value.Parameters(method)[0];

    private static string Document()
    {
        var paths = new JsonObject();
        foreach (var (text, index) in HostileText.All.Select((text, index) => (text, index)))
        {
            paths["/q" + index] = Path("get", "query" + index, Parameters("query", text));
            paths["/c" + index] = Path("get", "cookie" + index, Parameters("cookie", text));
            paths["/f" + index] = Path("post", "form" + index, Body("application/x-www-form-urlencoded", text));
            paths["/p" + index] = Path("post", "part" + index, Body("multipart/form-data", text));
        }

        paths["/h"] = Path("get", "header", Parameters("header", Token));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Hostile", ["version"] = "1" },
            ["paths"] = paths,
        }.ToJsonString();
    }

    private static JsonObject Path(string method, string id, KeyValuePair<string, JsonNode?> given) => new()
    {
        [method] = new JsonObject([
            given,
            KeyValuePair.Create("operationId", (JsonNode?)id),
            KeyValuePair.Create("responses", JsonNode.Parse("""{ "204": { "description": "Done." } }"""))]),
    };

    private static KeyValuePair<string, JsonNode?> Parameters(string place, string name) => KeyValuePair.Create(
        "parameters",
        (JsonNode?)new JsonArray(new JsonObject
        {
            ["name"] = name, ["in"] = place, ["description"] = name, ["schema"] = Text(name),
        }));

    private static KeyValuePair<string, JsonNode?> Body(string media, string name) => KeyValuePair.Create(
        "requestBody",
        (JsonNode?)new JsonObject
        {
            ["content"] = new JsonObject
            {
                [media] = new JsonObject
                {
                    ["schema"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [name] = Text(name) } },
                },
            },
        });

    private static JsonObject Text(string given) => new() { ["type"] = "string", ["default"] = given };

    private static string Schemas()
    {
        var schemas = new JsonObject();
        foreach (var (text, index) in HostileText.All.Select((text, index) => (text, index)))
        {
            schemas["Left" + index] = Form(text);
            schemas["Right" + index] = Form(text);
            schemas["Union" + index] = new JsonObject
            {
                ["oneOf"] = new JsonArray(Reference("Left" + index), Reference("Right" + index)),
                ["discriminator"] = new JsonObject
                {
                    ["propertyName"] = text, ["mapping"] = new JsonObject { [text] = "#/components/schemas/Left" + index },
                },
            };
            schemas["Sent" + index] = new JsonObject
            {
                ["type"] = "object", ["x-always-sent"] = new JsonArray(text), ["properties"] = new JsonObject { [text] = Text(text) },
            };
        }

        var document = JsonNode.Parse(SnapshotDocument.Operation("/a", "post", """
            "operationId": "send", "responses": { "204": { "description": "Done." } },
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/All" } } } }
            """))!;
        schemas["All"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(HostileText.All.Select((_, index) =>
                KeyValuePair.Create("p" + index, (JsonNode?)Reference("Sent" + index)))),
        };
        document["components"]!["schemas"] = schemas;
        return document.ToJsonString();
    }

    private static JsonObject Form(string name) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            [name] = new JsonObject { ["type"] = "string" }, ["n"] = new JsonObject { ["type"] = "integer" },
        },
    };

    private static JsonObject Reference(string schema) => new() { ["$ref"] = "#/components/schemas/" + schema };
}
