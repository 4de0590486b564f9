using System.Globalization;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// Every place, style and kind of value, with Refit's default settings and in a culture with its own digits' signs. What is expected
/// follows from the tables of OpenAPI 3.1.1 (4.8.12.6, Style Examples), RFC 6570 for lists and objects, RFC 3339 5.6 for times and dates,
/// ISO 8601 for durations, and 3.1.1's 4.8.12.3 for JSON.
/// </summary>
public sealed class ParameterTextTests
{
    private const string Text = """ "type": "string" """;
    private const string Integer = """ "type": "integer" """;
    private const string Number = """ "type": "number" """;
    private const string Boolean = """ "type": "boolean" """;
    private const string Date = """ "type": "string", "format": "date" """;
    private const string Time = """ "type": "string", "format": "date-time" """;
    private const string Duration = """ "type": "string", "format": "duration" """;
    private const string Uuid = """ "type": "string", "format": "uuid" """;
    private const string Colors = """ "type": "array", "items": { "type": "string" } """;
    private const string Flags = """ "type": "array", "items": { "type": "boolean" } """;
    private const string States = """ "type": "array", "items": { "$ref": "#/components/schemas/State" } """;
    private const string State = """ "$ref": "#/components/schemas/State" """;
    private const string Rgb =
        """ "type": "object", "additionalProperties": false, "properties": { "R": { "type": "integer" }, "G": { "type": "integer" }, "B": { "type": "integer" } } """;
    private const string Filter =
        """ "type": "object", "additionalProperties": false, "properties": { "tags": { "type": "array", "items": { "type": "string" } }, "open": { "type": "boolean" } } """;
    private const string Nested =
        """ "type": "object", "properties": { "a": { "type": "object", "properties": { "b": { "type": "integer" } } } } """;
    private const string Colours = """["blue","black","br&n"]""";
    private const string Color = """{"R":100,"G":200,"B":150}""";

    private static readonly (string Place, string Style, string Schema, string Value, string Expected)[] Rows =
    [
        ("query", "", Text, "\"a b&c=é\"", "?color=a%20b%26c%3D%C3%A9"),
        ("query", "", Integer, "-5", "?color=-5"),
        ("query", "", Number, "-1.5", "?color=-1.5"),
        ("query", "", Boolean, "true", "?color=true"),
        ("query", "", Date, "\"2026-01-02\"", "?color=2026-01-02"),
        ("query", "", Time, "\"2026-01-02T03:04:05.1Z\"", "?color=2026-01-02T03%3A04%3A05.1Z"),
        ("query", "", Duration, "\"PT1H30M\"", "?color=PT1H30M"),
        ("query", "", Uuid, "\"0f8fad5b-d9cb-469f-a165-70867728950e\"", "?color=0f8fad5b-d9cb-469f-a165-70867728950e"),
        ("query", "", State, "\"in-active\"", "?color=in-active"),
        ("query", "", Colors, Colours, "?color=blue&color=black&color=br%26n"),
        ("query", "", Flags, "[true,false]", "?color=true&color=false"),
        ("query", "", States, """["in-active","b"]""", "?color=in-active&color=b"),
        ("query", "\"explode\": false,", Colors, Colours, "?color=blue,black,br%26n"),
        ("query", "\"explode\": false,", States, """["in-active","b"]""", "?color=in-active,b"),
        ("query", "\"style\": \"spaceDelimited\", \"explode\": false,", Colors, Colours, "?color=blue%20black%20br%26n"),
        ("query", "\"style\": \"pipeDelimited\", \"explode\": false,", Colors, Colours, "?color=blue%7Cblack%7Cbr%26n"),
        ("query", "", Rgb, Color, "?R=100&G=200&B=150"),
        ("query", "\"explode\": false,", Rgb, Color, "?color=R,100,G,200,B,150"),
        ("query", "\"style\": \"deepObject\",", Rgb, Color, "?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ("query", "\"style\": \"deepObject\",", Filter, """{"tags":["x","y"],"open":false}""", "?color%5Btags%5D=x&color%5Btags%5D=y&color%5Bopen%5D=false"),
        ("query", "\"style\": \"deepObject\",", Nested, """{"a":{"b":3}}""", "?color%5Ba%5D%5Bb%5D=3"),
        ("query", "content", Nested, """{"a":{"b":3}}""", "?color=%7B%22a%22%3A%7B%22b%22%3A3%7D%7D"),
        ("path", "", Text, "\"a b/c\"", "a%20b%2Fc"),
        ("path", "", Boolean, "true", "true"),
        ("path", "", Number, "1.5", "1.5"),
        ("path", "", Date, "\"2026-01-02\"", "2026-01-02"),
        ("path", "", Time, "\"2026-01-02T03:04:05Z\"", "2026-01-02T03%3A04%3A05Z"),
        ("path", "", Duration, "\"PT1H30M\"", "PT1H30M"),
        ("path", "", State, "\"in-active\"", "in-active"),
        ("path", "", Colors, Colours, "blue,black,br%26n"),
        ("path", "", Rgb, Color, "R,100,G,200,B,150"),
        ("path", "\"explode\": true,", Rgb, Color, "R=100,G=200,B=150"),
        ("path", "\"style\": \"label\",", Text, "\"blue\"", ".blue"),
        ("path", "\"style\": \"label\",", Colors, Colours, ".blue,black,br%26n"),
        ("path", "\"style\": \"label\", \"explode\": true,", Colors, Colours, ".blue.black.br%26n"),
        ("path", "\"style\": \"label\", \"explode\": true,", Rgb, Color, ".R=100.G=200.B=150"),
        ("path", "\"style\": \"matrix\",", Text, "\"blue\"", ";color=blue"),
        ("path", "\"style\": \"matrix\",", Colors, Colours, ";color=blue,black,br%26n"),
        ("path", "\"style\": \"matrix\", \"explode\": true,", Colors, Colours, ";color=blue;color=black;color=br%26n"),
        ("path", "\"style\": \"matrix\",", Rgb, Color, ";color=R,100,G,200,B,150"),
        ("path", "\"style\": \"matrix\", \"explode\": true,", Rgb, Color, ";R=100;G=200;B=150"),
        ("header", "", Text, "\"a b\"", "a b"),
        ("header", "", Integer, "-5", "-5"),
        ("header", "", Number, "-1.5", "-1.5"),
        ("header", "", Boolean, "false", "false"),
        ("header", "", Time, "\"2026-01-02T03:04:05Z\"", "2026-01-02T03:04:05Z"),
        ("header", "", Duration, "\"PT1H30M\"", "PT1H30M"),
        ("header", "", State, "\"in-active\"", "in-active"),
        ("header", "", Colors, """["blue","black"]""", "blue,black"),
        ("header", "", Rgb, Color, "R,100,G,200,B,150"),
        ("header", "\"explode\": true,", Rgb, Color, "R=100,G=200,B=150"),
        ("cookie", "", Text, "\"a b\"", "color=a%20b"),
        ("cookie", "", Boolean, "true", "color=true"),
        ("cookie", "", State, "\"in-active\"", "color=in-active"),
        ("cookie", "\"explode\": false,", Colors, Colours, "color=blue,black,br%26n"),
    ];

    private static readonly Lazy<CalledClient> Client = new(() => new CalledClient(Document()));

    public static IEnumerable<object[]> Cases() =>
        Rows.Select((row, index) => new object[] { index, $"{row.Place} {row.Style} {row.Value}" });

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_value_is_written_as_OpenAPI_says(int row, string description)
    {
        Assert.NotEmpty(description);
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
        try
        {
            await Client.Value.CallWithJsonAsync($"Call{row}Async", Rows[row].Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Assert.Equal(Rows[row].Expected, Written(row));
    }

    private static string? Written(int row) => Rows[row].Place switch
    {
        "query" => Client.Value.Target![$"/{row}".Length..],
        "path" => Client.Value.Target![$"/{row}/".Length..],
        "header" => Client.Value.Headers["color"],
        _ => Client.Value.Headers["Cookie"],
    };

    private static string Document() => $$"""
        {
          "openapi": "3.1.0",
          "info": { "title": "Styles", "version": "1" },
          "paths": { {{string.Join(",\n", Rows.Select((row, index) => Operation(index, row)))}} },
          "components": { "schemas": { "State": { "type": "string", "enum": ["in-active", "b"] } } }
        }
        """;

    private static string Operation(int index, (string Place, string Style, string Schema, string Value, string Expected) row)
    {
        var schema = row.Style == "content"
            ? $$""" "content": { "application/json": { "schema": { {{row.Schema}} } } } """
            : $$""" {{row.Style}} "schema": { {{row.Schema}} } """;
        var parameter = $$"""{ "name": "color", "in": "{{row.Place}}", "required": true, {{schema}} }""";
        return $$""" "/{{index}}{{(row.Place == "path" ? "/{color}" : "")}}": { "get": { "operationId": "Call{{index}}", "parameters": [{{parameter}}], "responses": { "204": { "description": "Done." } } } }""";
    }
}
