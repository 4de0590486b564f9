using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// Whatever stands in media types, statuses, security schemes and servers ends up in a literal, a comment or an identifier.
/// </summary>
public sealed class HostileOperationTests
{
    private static readonly string[] Texts = HostileText.All;

    [Fact]
    public void Media_types_and_statuses_are_data() =>
        AssertData(Document(paths: new JsonObject(Texts.Select((text, index) => Path(index, new JsonObject
    {
        ["200"] = Answer("application/" + text + "+json", "object"),
        ["200 " + text] = Answer("application/json", "string"),
        ["204"] = new JsonObject { ["description"] = text },
        ["4" + text] = Answer("application/json", "object"),
        ["5" + text] = Answer(text, "object"),
    })))));

    [Theory]
    [InlineData("header")]
    [InlineData("query")]
    [InlineData("cookie")]
    public void Names_of_keys_are_data(string place) => AssertData(Document(
        schemes: new JsonObject(Texts.Select(text => KeyValuePair.Create(text, (JsonNode?)new JsonObject
        {
            ["type"] = "apiKey", ["in"] = place, ["name"] = text, ["description"] = text,
        }))),
        paths: new JsonObject(
            Texts.Select((text, index) => Path(index, Done(text), new JsonArray(new JsonObject { [text] = new JsonArray() }))))));

    [Fact]
    public void Names_of_schemes_are_data() => AssertData(Document(
        schemes: new JsonObject(
            Texts.Select(text => KeyValuePair.Create(text, (JsonNode?)new JsonObject { ["type"] = "http", ["scheme"] = text }))),
        paths: new JsonObject(
            Texts.Select((text, index) => Path(index, Done(text), new JsonArray(new JsonObject { [text] = new JsonArray() }))))));

    [Fact]
    public void Addresses_and_their_variables_are_data() => AssertData(Document(
        servers: new JsonArray([.. Texts.Select(text => new JsonObject
        {
            ["url"] = "https://" + text + "/{a}/{" + text + "}",
            ["description"] = text,
            ["variables"] = new JsonObject
            {
                ["a"] = new JsonObject { ["default"] = text, ["description"] = text, ["enum"] = new JsonArray(text) },
                [text] = new JsonObject { ["default"] = text },
            },
        })]),
        paths: new JsonObject([Path(0, Done("Done."))])));

    private static void AssertData(string document)
    {
        var file = MemoryFile.Document(document);
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        Assert.DoesNotContain(contracts.Diagnostics, diagnostic => diagnostic.Id == "BREV0099");
        Assert.Null(contracts.Output.GetTypeByMetadataName("Example.Injected"));
        Assert.Null(contracts.Output.GetTypeByMetadataName("Injected"));
        var client = GeneratorHarness.Client(MinimalClient.Source("Example", "Client", "Default"), [contracts.Output.ToReference()], file)
            .AssertCompiles();
        Assert.Equal("", RefitStubs.Complaints(client.Output));
    }

    private static KeyValuePair<string, JsonNode?> Path(int index, JsonObject responses, JsonArray? security = null)
    {
        var operation = new JsonObject { ["operationId"] = "get" + index, ["responses"] = responses };
        if (security is not null)
        {
            operation["security"] = security;
        }

        return KeyValuePair.Create($"/p{index}", (JsonNode?)new JsonObject { ["get"] = operation });
    }

    private static JsonObject Answer(string media, string type) => new()
    {
        ["description"] = media,
        ["content"] =
            new JsonObject { [media] = new JsonObject { ["schema"] = new JsonObject { ["type"] = type,
                ["properties"] = new JsonObject { ["a"] = new JsonObject { ["type"] = "string" } } } } },
    };

    private static JsonObject Done(string text) => new() { ["204"] = new JsonObject { ["description"] = text } };

    private static string Document(JsonObject paths, JsonObject? schemes = null, JsonArray? servers = null) => new JsonObject
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject { ["title"] = "Hostile", ["version"] = "1" },
        ["servers"] = servers ?? new JsonArray(new JsonObject { ["url"] = "https://example.com" }),
        ["paths"] = paths,
        ["components"] = new JsonObject { ["securitySchemes"] = schemes ?? [] },
    }.ToJsonString();
}
