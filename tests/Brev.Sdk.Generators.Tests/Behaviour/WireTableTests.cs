using System.Globalization;
using System.Text.Json;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// The bytes that emitted code sends over a socket, held against <see cref="WireTable"/> and <see cref="WireCases"/>, in a culture with its
/// own digits' signs.
/// </summary>
public sealed class WireTableTests(WireTableClients clients) : IClassFixture<WireTableClients>
{
    public static IEnumerable<object[]> Cells() =>
        from row in Enumerable.Range(0, WireTable.Rows.Length)
        from type in Enumerable.Range(0, WireTable.Types.Length)
        select new object[] { row, type, $"{WireTable.Rows[row].Place} {WireTable.Rows[row].Style} {WireTable.Types[type].Value}" };

    public static IEnumerable<object[]> Lists() =>
        WireTable.Version2.Select((row, index) => new object[] { index, $"{row.Place} {row.Format}" });

    public static IEnumerable<object[]> OtherTypes() =>
        WireCases.All.Select((row, index) => new object[] { index, $"{row.Place} {row.Style} {row.Schema} {row.Value} {row.Name}" });

    public static IEnumerable<object[]> Unwritten() =>
        WireTable.Unwritten.Select(row => new object[] { row.Place, row.Style, row.Schema, row.Diagnostic });

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_value_travels_as_the_specification_says(int row, int type, string description)
    {
        Assert.NotEmpty(description);
        var (place, value) = (WireTable.Rows[row].Place, WireTable.Types[type].Value);
        var sent = await SendAsync(clients.Client, $"Call{row}x{type}", place, place == "form" ? $$"""{"color":{{value}}}""" : value);
        Assert.Equal(WireTable.Rows[row].Cells[type], sent);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_of_version_2_travels_in_its_collection_format(int row, string description)
    {
        Assert.NotEmpty(description);
        var (place, _, expected) = WireTable.Version2[row];
        var value = """["blue","br&n"]""";
        var sent = await SendAsync(clients.Client2, $"Call{row}", place, place == "form" ? $$"""{"color":{{value}}}""" : value);
        Assert.Equal(expected, sent);
    }

    [Theory]
    [MemberData(nameof(OtherTypes))]
    public async Task A_value_of_another_type_travels_as_the_specification_says(int row, string description)
    {
        Assert.NotEmpty(description);
        var given = WireCases.All[row];
        Assert.NotEmpty(given.Section);
        var json = given.Place == "form" ? "{" + JsonSerializer.Serialize(given.Name) + ":" + given.Value + "}" : given.Value;
        Assert.Equal(given.Expected, await SendAsync(clients.Client, $"Case{row}", given.Place, json));
    }

    [Theory]
    [MemberData(nameof(Unwritten))]
    public void A_value_that_no_style_can_write_is_reported_and_not_sent(string place, string style, string schema, string diagnostic)
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(WireTableDocument.With(
            WireTableDocument.Operation("Call", new WireCase(place, style, schema, "", "", ""))))).AssertCompiles();
        Assert.Contains(diagnostic, run.Diagnostics.Select(reported => reported.Id));
        Assert.DoesNotContain(run.Sources.Values, source => source.Contains("CallAsync(", StringComparison.Ordinal));
    }

    /// <summary>What stands for the value in the bytes of the request; none when nothing does.</summary>
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

        var sent = client.Socket!;
        var path = $"/{id}" + (place == "path" ? "/" : "");
        Assert.StartsWith(path, sent.Target, StringComparison.Ordinal);
        return place switch
        {
            "query" => sent.Target.Length == path.Length ? null : sent.Target[(path + "?").Length..],
            "path" => sent.Target[path.Length..],
            "header" => sent.Headers.GetValueOrDefault("color"),
            "cookie" => sent.Headers.GetValueOrDefault("Cookie"),
            "form" => sent.Body.Length == 0 ? null : sent.Body,
            _ => string.Join(" + ", MultipartText.Of(sent.Headers["Content-Type"], sent.Body)),
        };
    }
}
