using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brev.Sdk.Generators.Tests.Harness;
using Refit;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// What a body is on the wire: the same through the interface, with every settings of Refit, and through the client; and nothing where the
/// document lets it be left out and the caller gives none (OpenAPI 3.1.1, 4.8.13: <c>required</c> is false by default).
/// </summary>
public sealed class SentBodyTests
{
    private static readonly (string Media, string Schema)[] Bodies =
    [
        ("application/json", """{ "$ref": "#/components/schemas/P" }"""),
        ("application/json", """{ "type": "string" }"""),
        ("application/json", """{ "type": "string", "format": "duration" }"""),
        ("application/json", """{ "type": "integer", "format": "nanoseconds" }"""),
        ("application/json", """{ "type": "array", "items": { "type": "string", "format": "date-time" } }"""),
        ("application/json", """{ "type": "object", "additionalProperties": { "type": "string", "format": "byte" } }"""),
        ("application/json", """{ "$ref": "#/components/schemas/Kind" }"""),
        ("application/vnd.acme+json", """{ "type": "array", "items": { "$ref": "#/components/schemas/P" } }"""),
        ("text/csv", """{ "type": "string" }"""),
        ("application/octet-stream", """{ "type": "string", "format": "binary" }"""),
        ("application/x-www-form-urlencoded", """{ "$ref": "#/components/schemas/P" }"""),
        ("application/x-ndjson", """{ "type": "integer" }"""),
    ];

    private static readonly Lazy<BareApi> Api = new(() => new BareApi(Document));

    private static readonly Lazy<CalledClient> Client = new(() => new CalledClient(Document));

    private static readonly RefitSettings Strange = new(new SystemTextJsonContentSerializer(new JsonSerializerOptions
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseUpper,
        Converters = { new NoTime(), new JsonStringEnumConverter() },
    }));

    public static TheoryData<int> Each => [.. Enumerable.Range(0, Bodies.Length)];

    public static TheoryData<int, object, string, string> Given => new()
    {
        { 1, "a\"b", "\"a\\u0022b\"", "application/json; charset=utf-8" },
        { 2, TimeSpan.FromHours(1), "\"PT1H\"", "application/json; charset=utf-8" },
        { 3, TimeSpan.FromMicroseconds(1), "1000", "application/json; charset=utf-8" },
        { 4, new[] { DateTimeOffset.UnixEpoch }, "[\"1970-01-01T00:00:00Z\"]", "application/json; charset=utf-8" },
        { 5, new Dictionary<string, byte[]> { ["a"] = [1] }, "{\"a\":\"AQ==\"}", "application/json; charset=utf-8" },
        { 8, "é,1", "é,1", "text/csv" },
    };

    [Theory]
    [MemberData(nameof(Given))]
    public async Task A_body_is_what_the_document_says_with_every_settings(int body, object value, string expected, string media)
    {
        foreach (var prefix in new[] { "Must", "May" })
        {
            foreach (var settings in new[] { null, Strange })
            {
                var server = new OneAnswer(HttpStatusCode.NoContent, "");
                await Api.Value.CallAsync(server, settings, $"{prefix}{body}Async", ("request", value));
                Assert.Equal((expected, media), (server.Body, server.ContentType));
            }

            await Client.Value.CallAsync($"{prefix}{body}Async", ("request", value));
            Assert.Equal((expected, media), (Client.Value.Body, Client.Value.ContentType));
        }
    }

    [Fact]
    public async Task A_span_that_no_number_of_nanoseconds_can_say_is_refused_and_not_sent_as_another()
    {
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        await Assert.ThrowsAsync<OverflowException>(() => Api.Value.CallAsync(server, null, "Must3Async", ("request", TimeSpan.MaxValue)));
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task Objects_and_enumerations_are_what_the_document_says_with_every_settings()
    {
        foreach (var (name, value, expected, media) in new[]
        {
            ("May0", Api.Value.Create("P", """{"aB":"1"}"""), """{"aB":"1"}""", "application/json; charset=utf-8"),
            ("Must6", Api.Value.Create("Kind", "\"in-active\""), "\"in-active\"", "application/json; charset=utf-8"),
            ("May7", List(Api.Value.Create("P", """{"aB":"1"}""")), """[{"aB":"1"}]""", "application/vnd.acme+json"),
            ("Must7", List(Api.Value.Create("P", """{"aB":"1"}""")), """[{"aB":"1"}]""", "application/vnd.acme+json"),
            ("May10", Api.Value.Create("P", """{"aB":"1"}"""), "aB=1", "application/x-www-form-urlencoded"),
        })
        {
            var server = new OneAnswer(HttpStatusCode.NoContent, "");
            await Api.Value.CallAsync(server, Strange, name + "Async", ("request", value));
            Assert.Equal((expected, media), (server.Body, server.ContentType));
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_body_that_is_left_out_is_no_byte_and_no_media_type(int body)
    {
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        await Api.Value.CallAsync(server, null, $"May{body}Async");
        Assert.Equal(("", null), (server.Body, server.ContentType));
        await Client.Value.CallAsync($"May{body}Async");
        Assert.Equal(("", null), (Client.Value.Body, Client.Value.ContentType));
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task A_body_that_is_required_is_not_left_out(int body)
    {
        var parameter = Api.Value.Method($"Must{body}Async").GetParameters()[0];
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        if (parameter.IsOptional)
        {
            // An object without a required member stands for itself.
            await Api.Value.CallAsync(server, null, $"Must{body}Async");
            Assert.Equal(("P", true), (parameter.ParameterType.Name, server.ContentType is not null));
        }
        else if (!parameter.ParameterType.IsValueType)
        {
            Assert.Throws<ArgumentNullException>(() => Api.Value.Call(server, null, $"Must{body}Async"));
        }
    }

    /// <summary>
    /// Octets have no quotes around them, whichever media type leaves open what they are (3.0.4, "Considerations for File Uploads").
    /// </summary>
    [Theory]
    [InlineData("*/*", """{ "type": "string", "format": "binary" }""", "application/octet-stream")]
    [InlineData("application/*", """{ "type": "string", "format": "binary" }""", "application/octet-stream")]
    [InlineData("*/*", """{ "$ref": "#/components/schemas/File" }""", "application/octet-stream")]
    [InlineData("*/*", """{ "$ref": "#/components/schemas/File", "description": "Any." }""", "application/octet-stream")]
    [InlineData("*/*", """{ "type": "string", "contentMediaType": "image/png" }""", "application/octet-stream")]
    [InlineData("image/*", """{ "type": "string", "format": "binary" }""", null)]
    [InlineData("application/json", """{ "type": "string", "format": "binary" }""", "application/json")]
    [InlineData("text/csv", """{ "type": "string", "format": "binary" }""", "text/csv")]
    public async Task Octets_are_sent_as_they_are_under_each_media_type(string media, string schema, string? expected)
    {
        var document = $$"""
            { "openapi": "3.1.0", "info": { "title": "Octets", "version": "1" }, "paths": {
            {{Operation("must", (media, schema), true).TrimEnd().TrimEnd(',')}} },
            "components": { "schemas": { "File": { "type": "string", "format": "binary" } } } }
            """;
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        await new BareApi(document).CallAsync(server, null, "MustAsync", ("request", new MemoryStream("a\"b"u8.ToArray())));
        Assert.Equal(("a\"b", expected), (server.Body, server.ContentType));
    }

    [Fact]
    public void Of_several_media_types_for_octets_one_is_sent_that_says_what_they_are()
    {
        var document = Document.Replace(
            "\"text/csv\": { \"schema\": { \"type\": \"string\" } }",
            """
            "*/*": { "schema": { "type": "string", "format": "binary" } }, "application/pdf": { "schema": { "format": "binary" } }
            """,
            StringComparison.Ordinal);
        Assert.NotEqual(Document, document);
        var run = GeneratorHarness.Contracts(MemoryFile.Document(document)).AssertCompiles();
        Assert.Contains("SentBody.Binary(request, \"application/pdf\")", run.Sources["Example.IThingsApi.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_that_are_all_left_out_are_no_body_and_one_brings_those_that_it_needs()
    {
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        await Api.Value.CallAsync(server, null, "MayPartsAsync");
        Assert.Equal(("", null), (server.Body, server.ContentType));
        await Api.Value.CallAsync(server, null, "MayPartsAsync", ("name", "x"));
        Assert.StartsWith("multipart/form-data", server.ContentType, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => Api.Value.CallAsync(server, null, "MayPartsAsync", ("note", "x")));
        Assert.Contains("'name'", error.Message, StringComparison.Ordinal);
    }

    private static string Document => $$"""
        { "openapi": "3.1.0", "info": { "title": "Bodies", "version": "1" }, "paths": {
        {{string.Concat(Bodies.Select((body, index) => Operation($"must{index}", body, true) + Operation($"may{index}", body, false)))}}
        "/parts": { "post": { "tags": ["Things"], "operationId": "mayParts", "responses": { "204": { "description": "Done." } },
          "requestBody": { "content": { "multipart/form-data": { "schema": { "type": "object", "required": ["name"],
            "properties": { "name": { "type": "string" }, "note": { "type": "string" } } } } } } } } },
        "components": { "schemas": {
          "P": { "type": "object", "properties": { "aB": { "type": "string" } } },
          "Kind": { "type": "string", "enum": ["in-active"] } } } }
        """;

    private static string Operation(string id, (string Media, string Schema) body, bool isRequired) => $$"""
        "/{{id}}": { "post": { "tags": ["Things"], "operationId": "{{id}}", "responses": { "204": { "description": "Done." } },
          "requestBody": { "required": {{(isRequired ? "true" : "false")}},
            "content": { "{{body.Media}}": { "schema": {{body.Schema}} } } } } },
        """;

    private static Array List(object item)
    {
        var list = Array.CreateInstance(item.GetType(), 1);
        list.SetValue(item, 0);
        return list;
    }

    /// <summary>What a user's own converter does to their own types must not reach the document's.</summary>
    private sealed class NoTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => default;

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteNullValue();
    }
}
