using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;
using Refit;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// A method of the bare interface gives what the emitted client's gives, and gives it with every settings of Refit: what the answer is
/// stands in the code and not in the settings.
/// </summary>
public sealed class BareAnswerTests
{
    private const string Schemas = """
        "P": { "type": "object", "properties": { "a": { "type": "string" } } },
        "Kind": { "type": "string", "enum": ["a"] }
        """;

    private static readonly string[] Answers =
    [
        """{ "type": "string" }""",
        """{ "type": ["string", "null"] }""",
        """{ "type": "array", "items": { "type": "string" } }""",
        """{ "type": "object", "additionalProperties": { "type": "integer" } }""",
        """{ "type": "array", "items": { "type": "string", "format": "date-time" } }""",
        """{ "type": "integer" }""",
        """{ "type": ["integer", "null"] }""",
        """{ "type": "string", "format": "date-time" }""",
        """{ "type": "string", "format": "duration" }""",
        """{ "type": "integer", "format": "nanoseconds" }""",
        """{ "$ref": "#/components/schemas/Kind" }""",
        """{ "type": ["string", "null"], "format": "uuid" }""",
    ];

    private static readonly Lazy<BareApi> Api = new(() => new BareApi(Whole));

    private static readonly Lazy<CalledClient> Client = new(() => new CalledClient(Whole));

    private static readonly Dictionary<string, RefitSettings> Settings = new()
    {
        ["Refit's own"] = new(),
        ["others"] = new(new SystemTextJsonContentSerializer(new JsonSerializerOptions
        {
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper,
            Converters = { new ReversedTime(), new JsonStringEnumConverter() },
        })),
    };

    [Theory]
    [InlineData("""{ "type": "string" }""", "\"a\\\"b\"", "a\"b")]
    [InlineData("""{ "type": ["string", "null"] }""", "null", null)]
    [InlineData("""{ "type": "array", "items": { "type": "string" } }""", "null", "[]")]
    [InlineData("""{ "type": "array", "items": { "type": "string" } }""", "", "[]")]
    [InlineData("""{ "type": "array", "items": { "type": "string" } }""", """["x",null,"y"]""", """["x","y"]""")]
    [InlineData("""{ "type": "object", "additionalProperties": { "type": "integer" } }""", "null", "{}")]
    [InlineData("""{ "type": "object", "additionalProperties": { "type": "integer" } }""", """{"a":"22"}""", """{"a":22}""")]
    [InlineData("""{ "type": "array", "items": { "type": "string", "format": "date-time" } }""", """["2026-01-02 03:04:05Z"]""",
        """["2026-01-02T03:04:05+00:00"]""")]
    [InlineData("""{ "type": "integer" }""", "\"22\"", "22")]
    [InlineData("""{ "type": ["integer", "null"] }""", "", null)]
    [InlineData("""{ "type": "string", "format": "date-time" }""", "\"2026-01-02T03:04:05Z\"", "2026-01-02T03:04:05.0000000+00:00")]
    [InlineData("""{ "type": "string", "format": "duration" }""", "\"PT1H\"", "01:00:00")]
    [InlineData("""{ "type": "integer", "format": "nanoseconds" }""", "1000000", "00:00:00.0010000")]
    [InlineData("""{ "$ref": "#/components/schemas/Kind" }""", "\"b\"", "b")]
    [InlineData("""{ "type": ["string", "null"], "format": "uuid" }""", "null", null)]
    public async Task An_answer_is_the_same_through_the_interface_and_the_client(string schema, string answer, string? expected)
    {
        foreach (var settings in Settings.Values)
        {
            Assert.Equal(expected, Shown(await Api.Value.GetAsync(HttpStatusCode.OK, answer, settings, Method(schema))));
        }

        Client.Value.Answer = answer;
        Assert.Equal(expected, Shown(await Client.Value.CallAsync(Method(schema))));
    }

    [Fact]
    public async Task A_number_that_is_missing_is_an_error_and_not_zero()
    {
        var method = Method("""{ "type": "integer" }""");
        await Assert.ThrowsAsync<InvalidDataException>(() => Api.Value.GetAsync(HttpStatusCode.OK, "", null, method));
        Client.Value.Answer = "";
        await Assert.ThrowsAsync<InvalidDataException>(() => Client.Value.CallAsync(method));
    }

    [Fact]
    public async Task Where_the_interface_cannot_give_what_the_client_gives_it_says_so()
    {
        var document = Document(Ok("""{ "$ref": "#/components/schemas/P" }""")).Replace(
            "\"operationId\": \"get\"",
            """ "operationId": "get", "parameters": [ { "name": "text", "in": "query", "schema": {} } ] """,
            StringComparison.Ordinal);
        Assert.Null(await new BareApi(document).GetAsync(HttpStatusCode.OK, ""));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new CalledClient(document).CallAsync("GetAsync"));
        var text = document.Replace("\"$ref\": \"#/components/schemas/P\"", "\"type\": \"string\"", StringComparison.Ordinal);
        Assert.Equal("", await new BareApi(text).GetAsync(HttpStatusCode.OK, ""));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new CalledClient(text).CallAsync("GetAsync"));
        Assert.Contains(
            "/// Without a client of",
            GeneratorHarness.Contracts(MemoryFile.Document(document)).Sources["Example.IDefaultApi.g.cs"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_is_Refits_error()
    {
        var error = await Assert.ThrowsAsync<ApiException>(
            () => Api.Value.GetAsync(
                HttpStatusCode.OK, """["a",{}]""", null, Method("""{ "type": "array", "items": { "type": "string" } }""")));
        Assert.Equal("$[1]", Assert.IsType<JsonException>(error.InnerException).Path);
    }

    [Fact]
    public async Task Errors_without_an_object_are_read_by_the_type_that_the_documentation_names()
    {
        var document = Document("""
            "200": { "description": "ok", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/P" } } } },
            "404": { "description": "no", "content": { "application/json": { "schema": { "type": "array",
              "items": { "type": "string", "format": "date-time" } } } } }
            """);
        var code = GeneratorHarness.Contracts(MemoryFile.Document(document)).Sources["Example.IThingsApi.g.cs"];
        Assert.Contains("whose body is <c>BodyListValue_DateTimeOffset</c>", code, StringComparison.Ordinal);
        var api = new BareApi(document);
        var error = await Assert.ThrowsAsync<ApiException>(
            () => api.GetAsync(HttpStatusCode.NotFound, """["2026-01-02 03:04:05Z"]""", Settings["others"]));
        var reading = (Task)typeof(ApiException).GetMethod(nameof(ApiException.GetContentAsAsync))!
            .MakeGenericMethod(api.Type("Serialization.BodyListValue_DateTimeOffset")).Invoke(error, [])!;
        var read = LoadedContracts.Get(reading, "Result")!;
        Assert.Equal("""["2026-01-02T03:04:05+00:00"]""", Shown(LoadedContracts.Get(read, "Value")));
    }

    /// <summary>One document with an operation for each answer, so that it is compiled once.</summary>
    private static string Whole => Document(Ok(Answers[0])).Replace(
        "\"paths\": {",
        "\"paths\": {" + string.Concat(Answers.Select((answer, index) => $$"""
            "/{{index}}": { "get": { "tags": ["Things"], "operationId": "get{{index}}", "responses": { {{Ok(answer)}} } } },
            """)),
        StringComparison.Ordinal);

    private static string Ok(string schema) =>
        $$""" "200": { "description": "ok", "content": { "application/json": { "schema": {{schema}} } } } """;

    private static string Method(string schema) => $"Get{Array.IndexOf(Answers, schema)}Async";

    private static string Document(string responses) =>
        SnapshotDocument.Operation("/a", "get", $$""" "operationId": "get", "responses": { {{responses}} } """, Schemas);

    private static string? Shown(object? value) => value switch
    {
        null => null,
        DateTimeOffset time => time.ToString("O"),
        TimeSpan or string or long => value.ToString(),
        System.Collections.IEnumerable => JsonSerializer.Serialize(value, value.GetType()),
        _ => value.ToString(),
    };

    /// <summary>What a user's own converter does to their own types must not reach the document's.</summary>
    private sealed class ReversedTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTimeOffset.UnixEpoch;

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteNullValue();
    }
}
