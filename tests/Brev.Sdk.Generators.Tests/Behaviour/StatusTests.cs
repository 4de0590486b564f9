using System.Net;
using System.Text.Json;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;
using Refit;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// Several successes: the status that came says by which schema the answer is read (OpenAPI 3.1.1, 4.8.16), through the interface and
/// through the client, and its form only where the document does not have the status.
/// </summary>
public sealed class StatusTests
{
    private const string Schemas = """
        "Thing": { "type": "object", "properties": { "id": { "type": "string" } } },
        "Job": { "type": "object", "properties": { "id": { "type": "string" }, "eta": { "type": "integer" } } },
        "Cat": { "type": "object", "required": ["lives"], "properties": { "lives": { "type": "integer" } } },
        "Dog": { "type": "object", "required": ["tricks"], "properties": { "tricks": { "type": "integer" } } },
        "Pet": { "oneOf": [ { "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" } ] }
        """;

    private const string Thing = """{ "$ref": "#/components/schemas/Thing" }""";
    private const string Job = """{ "$ref": "#/components/schemas/Job" }""";
    private const string Pet = """{ "$ref": "#/components/schemas/Pet" }""";
    private const string Texts = """{ "type": "array", "items": { "type": "string" } }""";
    private const string Time = """{ "type": "string", "format": "date-time" }""";
    private const string Text = """{ "type": "string" }""";

    public static TheoryData<string, string, int, string, string> Answers => new()
    {
        // One value has both forms: the status alone tells them apart.
        { Thing, Job, 200, """{"id":"1","eta":2}""", "Thing" },
        { Thing, Job, 202, """{"id":"1"}""", "Job" },
        { Thing, Job, 202, "{}", "Job" },
        { Pet, Thing, 200, """{"tricks":2,"id":"1"}""", "Pet" },
        { Pet, Thing, 202, """{"tricks":2,"id":"1"}""", "Thing" },
        { Texts, Thing, 200, """["a"]""", "TextList" },
        { Texts, Thing, 202, """{"id":"1"}""", "Thing" },
        { Text, Time, 200, "\"2026-01-02T03:04:05Z\"", "Text" },
        { Time, Thing, 202, """{"id":"1"}""", "Thing" },
        { Thing, "{}", 200, """{"id":"1"}""", "Thing" },
        { Thing, "{}", 202, """{"id":"1"}""", "Unknown" },
        // A status that the document does not have.
        { Thing, Job, 206, """{"id":"1","eta":2}""", "Job" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task The_status_says_how_an_answer_is_read(string ok, string accepted, int status, string answer, string form)
    {
        var document = Document($"{Content("200", ok)}, {Content("202", accepted)}");
        var api = new BareApi(document);
        var bare = await api.GetAsync((HttpStatusCode)status, answer);
        var client = await new CalledClient(document) { Answer = answer, Status = (HttpStatusCode)status }.CallAsync("GetAsync");
        Assert.Equal([form], Given(bare!));
        Assert.Equal([form], Given(client!));
    }

    [Fact]
    public async Task Two_formats_of_one_type_are_each_read_as_its_status_says()
    {
        const string Duration = """{ "type": "string", "format": "duration" }""";
        const string Nanoseconds = """{ "type": "integer", "format": "nanoseconds" }""";
        var document = Document($"{Content("200", Duration)}, {Content("202", Nanoseconds)}");
        var api = new BareApi(document);
        Assert.Equal(TimeSpan.FromHours(1), await api.GetAsync(HttpStatusCode.OK, "\"PT1H\""));
        Assert.Equal(TimeSpan.FromMicroseconds(1), await api.GetAsync(HttpStatusCode.Accepted, "1000"));
    }

    [Fact]
    public async Task A_range_of_statuses_stands_behind_those_that_are_named()
    {
        var document = Document($"{Content("2XX", Job)}, {Content("200", Thing)}");
        var api = new BareApi(document);
        Assert.Equal(["Thing"], Given((await api.GetAsync(HttpStatusCode.OK, "{}"))!));
        Assert.Equal(["Job"], Given((await api.GetAsync(HttpStatusCode.Created, "{}"))!));
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.NoContent, false)]
    [InlineData("text/plain", HttpStatusCode.OK, true)]
    [InlineData("application/pdf", HttpStatusCode.NoContent, false)]
    [InlineData("application/pdf", HttpStatusCode.OK, true)]
    public async Task A_documented_204_beside_a_text_or_bytes_is_null_and_an_empty_text_is_not(
        string media, HttpStatusCode status, bool isGiven)
    {
        var document = Beside204(media);
        var api = new BareApi(document);
        Assert.Equal(isGiven, await api.GetAsync(status, "") is not null);
        Assert.Equal(isGiven, await new CalledClient(document) { Status = status }.CallAsync("GetAsync") is not null);
    }

    [Fact]
    public async Task A_text_and_bytes_beside_a_documented_204_are_read()
    {
        Assert.Equal("é", await new BareApi(Beside204("text/plain")).GetAsync(HttpStatusCode.OK, "é"));
        using var stream = new StreamReader((Stream)(await new BareApi(Beside204("application/pdf")).GetAsync(HttpStatusCode.OK, "é"))!);
        Assert.Equal("é", await stream.ReadToEndAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "{}", "Thing")]
    [InlineData(HttpStatusCode.Created, "\"as it is\"", "Text")]
    [InlineData(HttpStatusCode.Created, "", "Text")]
    [InlineData(HttpStatusCode.Accepted, "{}", "Job")]
    public async Task A_text_beside_JSON_is_what_its_status_answers_with(HttpStatusCode status, string body, string form)
    {
        const string Text = """ "201": { "description": "ok", "content": { "text/plain": { "schema": { "type": "string" } } } } """;
        using var client = new CalledClient(Document($"{Content("200", Thing)}, {Text}, {Content("202", Job)}"))
        {
            Status = status, Answer = body,
        };
        var value = (await client.CallAsync("GetAsync"))!;
        Assert.Equal([form], Given(value));
        Assert.Equal(form == "Text" ? body : null, LoadedContracts.Get(value, "Text"));
        Assert.Equal("application/json, text/plain", client.Headers["Accept"]);
    }

    /// <summary>The type of the answer in JSON has the name that it has without the text.</summary>
    [Theory]
    [InlineData(HttpStatusCode.OK, "x", "Text")]
    [InlineData(HttpStatusCode.Created, "{}", "GetResponse")]
    public async Task A_text_can_be_the_first_of_them(HttpStatusCode status, string body, string form)
    {
        var text = Content("200", """{ "type": "string" }""").Replace("application/json", "text/plain", StringComparison.Ordinal);
        var json = Content("201", """{ "type": "object", "properties": { "a": { "type": "string" } } }""");
        var value = await new BareApi(Document($"{text}, {json}")).GetAsync(status, body);
        Assert.Equal([form], Given(value!));
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "\"a\"", "a")]
    [InlineData(HttpStatusCode.Created, "\"a\"", "\"a\"")]
    public async Task A_text_in_JSON_beside_one_as_it_is_is_a_text(HttpStatusCode status, string body, string text)
    {
        const string Plain = """ "201": { "description": "ok", "content": { "text/plain": { "schema": { "type": "string" } } } } """;
        var api = new BareApi(Document($"{Content("200", """{ "type": "string" }""")}, {Plain}"));
        Assert.Equal(text, await api.GetAsync(status, body));
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "{}", false)]
    [InlineData(HttpStatusCode.OK, "[", true)]
    public async Task What_is_no_answer_is_Refits_error(HttpStatusCode status, string answer, bool isUnreadable)
    {
        var api = new BareApi(Document($"{Content("200", Thing)}, {Content("202", Job)}"));
        var error = await Assert.ThrowsAsync<ApiException>(() => api.GetAsync(status, answer));
        Assert.Equal((status, answer), (error.StatusCode, error.Content));
        Assert.Equal(isUnreadable, error.InnerException is JsonException);
    }

    [Fact]
    public async Task The_settings_say_what_an_answer_that_cannot_be_read_throws()
    {
        var api = new BareApi(Document($"{Content("200", Thing)}, {Content("202", Job)}"));
        var settings = new RefitSettings
        {
            DeserializationExceptionFactory = (_, cause) => new(new InvalidOperationException("told", cause)),
        };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => api.GetAsync(HttpStatusCode.OK, "[", settings));
        Assert.Equal("told", error.Message);
    }

    private static string Beside204(string media) => Document($$"""
        "200": { "description": "ok", "content": { "{{media}}": { "schema": { "type": "string" } } } }, "204": { "description": "no" }
        """);

    /// <summary>The forms that a union has.</summary>
    private static IEnumerable<string> Given(object union) => union.GetType().GetProperties()
        .Where(property => property.GetValue(union) is not (null or JsonElement { ValueKind: JsonValueKind.Undefined }))
        .Select(property => property.Name);

    private static string Content(string status, string schema) =>
        $$""" "{{status}}": { "description": "ok", "content": { "application/json": { "schema": {{schema}} } } } """;

    private static string Document(string responses) =>
        SnapshotDocument.Operation("/a", "get", $$""" "operationId": "get", "responses": { {{responses}} } """, Schemas);
}
