using System.Globalization;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What emitted code sends, held against <see cref="WireTable"/>, in a culture with its own digits' signs.</summary>
public sealed class WireTableTests
{
    private static readonly Lazy<CalledClient> Client = new(() => new CalledClient(Document()));

    private static readonly Lazy<CalledClient> Client2 = new(() => new CalledClient(Document2()));

    public static IEnumerable<object[]> Cells() =>
        from row in Enumerable.Range(0, WireTable.Rows.Length)
        from type in Enumerable.Range(0, WireTable.Types.Length)
        select new object[] { row, type, $"{WireTable.Rows[row].Place} {WireTable.Rows[row].Style} {WireTable.Types[type].Value}" };

    public static IEnumerable<object[]> Lists() =>
        WireTable.Version2.Select((row, index) => new object[] { index, $"{row.Place} {row.Format}" });

    public static IEnumerable<object[]> OtherTypes() =>
        WireTable.Others.Select((row, index) => new object[] { index, $"{row.Place} {row.Style} {row.Value}" });

    public static IEnumerable<object[]> Unwritten() =>
        WireTable.Unwritten.Select(row => new object[] { row.Place, row.Style, row.Schema, row.Diagnostic });

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_value_travels_as_the_specification_says(int row, int type, string description)
    {
        Assert.NotEmpty(description);
        var (place, value) = (WireTable.Rows[row].Place, WireTable.Types[type].Value);
        var sent = await SendAsync(Client.Value, $"Call{row}x{type}", place, place == "form" ? $$"""{"color":{{value}}}""" : value);
        Assert.Equal(WireTable.Rows[row].Cells[type], sent);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_of_version_2_travels_in_its_collection_format(int row, string description)
    {
        Assert.NotEmpty(description);
        var (place, _, expected) = WireTable.Version2[row];
        var value = """["blue","br&n"]""";
        var sent = await SendAsync(Client2.Value, $"Call{row}", place, place == "form" ? $$"""{"color":{{value}}}""" : value);
        Assert.Equal(expected, sent);
    }

    [Theory]
    [MemberData(nameof(OtherTypes))]
    public async Task A_value_of_another_type_travels_as_the_specification_says(int row, string description)
    {
        Assert.NotEmpty(description);
        var (place, _, _, value, expected) = WireTable.Others[row];
        Assert.Equal(expected, await SendAsync(Client.Value, $"Other{row}", place, value));
    }

    [Theory]
    [MemberData(nameof(Unwritten))]
    public void A_value_that_no_style_can_write_is_reported_and_not_sent(string place, string style, string schema, string diagnostic)
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(Document(Operation("Call", place, style, schema)))).AssertCompiles();
        Assert.Contains(diagnostic, run.Diagnostics.Select(reported => reported.Id));
        Assert.DoesNotContain(run.Sources.Values, source => source.Contains("CallAsync(", StringComparison.Ordinal));
    }

    private static async Task<string?> SendAsync(CalledClient client, string id, string place, string json)
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
        try
        {
            await client.CallWithJsonAsync(id + "Async", json);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        return place switch
        {
            "query" => client.Target![$"/{id}?".Length..],
            "path" => client.Target![$"/{id}/".Length..],
            "header" => client.Headers["color"],
            "cookie" => client.Headers["Cookie"],
            "form" => client.Body,
            _ => string.Join(" + ", MultipartText.Of(client)),
        };
    }

    private static string Document() => Document(string.Join(",\n", WireTable.Rows
        .SelectMany((row, index) => WireTable.Types.Select((type, column) =>
            Operation($"Call{index}x{column}", row.Place, row.Style, type.Schema)))
        .Concat(WireTable.Others.Select((row, index) => Operation($"Other{index}", row.Place, row.Style, row.Schema)))));

    private static string Document(string paths) => $$"""
        {
          "openapi": "3.1.0", "info": { "title": "Styles", "version": "1" },
          "paths": { {{paths}} },
          "components": { "schemas": {
            "State": { "type": "string", "enum": ["in-active", "b"] },
            "Color": { "type": "object", "additionalProperties": false, "properties": {
              "R": { "type": "integer" }, "G": { "type": "integer" } } } } }
        }
        """;

    private static string Operation(string id, string place, string given, string schema)
    {
        var style = given is "" or "content" ? "" : given + ",";
        var described = given == "content"
            ? $$""" "content": { "application/json": { "schema": { {{schema}} } } } """
            : $$""" {{style}} "schema": { {{schema}} } """;
        var media = place == "form" ? "application/x-www-form-urlencoded" : "multipart/form-data";
        var encoding = given.Length > 0 ? $$""", "encoding": { "color": { {{given}} } } """ : "";
        var body = $$"""
            "requestBody": { "content": { "{{media}}": { "schema": {
              "type": "object", "required": ["color"], "properties": { "color": { {{schema}} } } }{{encoding}} } } }
            """;
        var members = place is "form" or "multipart"
            ? body
            : $$""" "parameters": [ { "name": "color", "in": "{{place}}", "required": true, {{described}} } ] """;
        return Path(id, place, members);
    }

    private static string Document2() => $$"""
        {
          "swagger": "2.0", "info": { "title": "Styles", "version": "1" }, "host": "example.com", "schemes": ["https"],
          "paths": { {{string.Join(",\n", WireTable.Version2.Select((row, index) => Operation2($"Call{index}", row.Place, row.Format)))}} }
        }
        """;

    private static string Operation2(string id, string place, string format)
    {
        var media = place == "form" ? "application/x-www-form-urlencoded" : "multipart/form-data";
        var written = format.Length > 0 ? $", \"collectionFormat\": \"{format}\"" : "";
        var location = place is "form" or "multipart" ? "formData" : place;
        return Path(id, place, $$"""
            "consumes": ["{{media}}"],
            "parameters": [ {
              "name": "color", "in": "{{location}}", "required": true, "type": "array", "items": { "type": "string" }{{written}} } ]
            """);
    }

    private static string Path(string id, string place, string given)
    {
        var method = place is "form" or "multipart" ? "post" : "get";
        return $$"""
            "/{{id}}{{(place == "path" ? "/{color}" : "")}}": { "{{method}}": {
              "operationId": "{{id}}", "responses": { "204": { "description": "Done." } }, {{given}} } }
            """;
    }
}
