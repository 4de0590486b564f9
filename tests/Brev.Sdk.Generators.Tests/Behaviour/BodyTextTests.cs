using System.Globalization;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// Forms and bodies of several parts. A field is a text, a list is one field or part for each item, and what has members is JSON (OpenAPI
/// 3.1.1, 4.8.14.4 and 4.8.15), unless the document gives a style or a media type.
/// </summary>
public sealed class BodyTextTests
{
    private const string Schemas = """
        "State": { "type": "string", "enum": ["in-active", "b"] },
        "Sent": { "type": "object", "properties": {
          "s": { "$ref": "#/components/schemas/State" }, "b": { "type": "boolean" }, "t": { "type": "string", "format": "date-time" },
          "n": { "type": "number" }, "d": { "type": "string", "format": "duration" },
          "list": { "type": "array", "items": { "type": "string" } },
          "more": { "type": "array", "items": { "type": "integer" } },
          "o": { "type": "object", "properties": { "a": { "type": "integer" } } } } },
        "Either": { "oneOf": [ { "$ref": "#/components/schemas/ById" }, { "$ref": "#/components/schemas/ByName" } ] },
        "ById": { "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } } },
        "ByName": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } }
        """;

    private static readonly Lazy<CalledClient> Form = new(() => Client("application/x-www-form-urlencoded", "Sent"));

    [Theory]
    [InlineData("""{"s":"in-active","b":true}""", "s=in-active&b=true")]
    [InlineData("""{"t":"2026-01-02T03:04:05Z"}""", "t=2026-01-02T03%3A04%3A05Z")]
    [InlineData("""{"n":-1.5,"d":"PT1H30M"}""", "n=-1.5&d=PT1H30M")]
    [InlineData("""{"list":["x","y z"]}""", "list=x&list=y+z")]
    [InlineData("""{"o":{"a":1}}""", "o=%7B%22a%22%3A1%7D")]
    [InlineData("""{}""", "")]
    public async Task A_form_has_a_field_for_each_text(string given, string expected)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
        try
        {
            await Form.Value.CallAsync("SendAsync", ("request", Form.Value.Create("Sent", given)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal(expected, Form.Value.Body);
        Assert.Equal("application/x-www-form-urlencoded", Form.Value.ContentType);
    }

    [Fact]
    public async Task A_field_is_written_in_the_style_that_the_document_gives_it()
    {
        var client = Client("application/x-www-form-urlencoded", "Sent", """
            , "encoding": {
                "list": { "style": "form", "explode": false }, "more": { "style": "pipeDelimited" },
                  "o": { "style": "deepObject", "explode": true } }
            """);
        await client.CallAsync("SendAsync", ("request", client.Create("Sent", """{"list":["x","y"],"more":[1,2],"o":{"a":1}}""")));
        Assert.Equal("list=x,y&more=1%7C2&o%5Ba%5D=1", client.Body);
    }

    [Fact]
    public async Task A_field_with_a_media_type_and_no_style_is_JSON()
    {
        var client = Client("application/x-www-form-urlencoded", "Sent", """
            , "encoding": { "o": { "contentType": "application/json" } }
            """);
        await client.CallAsync("SendAsync", ("request", client.Create("Sent", """{"o":{"a":1}}""")));
        Assert.Equal("o=%7B%22a%22%3A1%7D", client.Body);
    }

    [Fact]
    public async Task A_form_that_has_one_of_several_forms_is_sent()
    {
        var client = Client("application/x-www-form-urlencoded", "Either");
        await client.CallAsync("SendAsync", ("request", client.Create("Either", """{"name":"x"}""")));
        Assert.Equal("name=x", client.Body);
    }

    [Fact]
    public async Task Parts_are_plain_text_and_one_for_each_item_and_JSON_for_what_has_members()
    {
        var client = Client("multipart/form-data", "Sent");
        await client.CallWithJsonAsync(
            "SendAsync",
            """{"s":"in-active","b":true,"t":"2026-01-02T03:04:05Z","n":1.5,"list":["x","y"],"o":{"a":1}}""");
        Assert.Equal(
            [
                "s text/plain; charset=utf-8 in-active", "b text/plain; charset=utf-8 true",
                "t text/plain; charset=utf-8 2026-01-02T03:04:05Z",
                "n text/plain; charset=utf-8 1.5", "list text/plain; charset=utf-8 x", "list text/plain; charset=utf-8 y",
                "o application/json {\"a\":1}",
            ],
            Parts(client));
    }

    [Fact]
    public async Task A_part_has_the_media_type_that_the_document_gives_it()
    {
        var client = Client("multipart/form-data", "Sent", """, "encoding": { "s": { "contentType": "text/vnd.acme" } } """);
        await client.CallWithJsonAsync("SendAsync", """{"s":"b"}""");
        Assert.Equal(["s text/vnd.acme b"], Parts(client));
    }

    [Theory]
    [InlineData("application/x-ndjson", "3.1.0", """ "schema": { "$ref": "#/components/schemas/ById" } """)]
    [InlineData("application/jsonl", "3.1.0", """ "schema": { "type": "array", "items": { "$ref": "#/components/schemas/ById" } } """)]
    [InlineData("application/jsonl", "3.2.0", """ "itemSchema": { "$ref": "#/components/schemas/ById" } """)]
    public async Task Lines_are_sent_one_value_after_the_other(string media, string version, string schema)
    {
        var client = new CalledClient(SnapshotDocument.Operation("/x", "post", $$"""
            "operationId": "Send", "responses": { "204": { "description": "Done." } },
            "requestBody": { "content": { "{{media}}": { {{schema}} } } }
            """, Schemas).Replace("3.1.0", version, StringComparison.Ordinal));
        await client.CallAsync("SendAsync", ("request", client.Stream("ById", """{"id":1}""", """{"id":2}""")));
        Assert.Equal("{\"id\":1}\n{\"id\":2}\n", client.Body);
        Assert.Equal(media, client.ContentType);
    }

    private static IEnumerable<string> Parts(CalledClient client) =>
        client.Body!.Split("--" + client.ContentType!.Split("boundary=")[1].Trim('"'))[1..^1].Select(part =>
        {
            var lines = part.Trim().Split("\r\n");
            return $"{Header(lines, "Content-Disposition").Split("name=")[1].Trim('"')} {Header(lines, "Content-Type")} {lines[^1]}";
        });

    private static string Header(string[] lines, string name) =>
        lines.Single(line => line.StartsWith(name, StringComparison.Ordinal))[(name.Length + 2)..];

    private static CalledClient Client(string media, string schema, string encoding = "") =>
        new(SnapshotDocument.Operation("/x", "post", $$"""
        "operationId": "Send", "responses": { "204": { "description": "Done." } },
        "requestBody": { "content": { "{{media}}": { "schema": { "$ref": "#/components/schemas/{{schema}}" }{{encoding}} } } }
        """, Schemas));
}
