using System.Globalization;
using System.Text.Json;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What emitted readers take beyond the letter of the document, and what they refuse.</summary>
public sealed class ToleranceTests
{
    private static readonly LoadedContracts Contracts = new(SnapshotDocument.Operation("/x", "post", """
        "operationId": "Send", "responses": { "204": { "description": "Done." } },
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Sent" } } } }
        """, """
        "Sent": { "type": "object", "required": ["size", "inner"], "properties": {
          "size": { "type": "integer" }, "inner": { "type": "object", "required": ["id"],
            "properties": { "id": { "type": "string" } } } } },
        "Thing": { "type": "object", "properties": {
          "id": { "type": "string" }, "small": { "type": "integer", "format": "int32" }, "big": { "type": "integer", "format": "int64" },
          "share": { "type": "number" }, "count": { "type": "number", "format": "int64" },
          "size": { "type": "number", "format": "int32" }, "flag": { "type": "boolean" }, "at": { "type": "string", "format": "date-time" },
          "lasts": { "type": "string", "format": "duration" }, "straße": { "type": "string" },
            "self": { "$ref": "#/components/schemas/Thing" },
          "names": { "type": "array", "items": { "type": "string" } }, "sizes": { "type": "array", "items": { "type": "integer" } },
          "gaps": { "type": "array", "items": { "type": ["string", "null"] } },
            "holes": { "type": "array", "items": { "type": ["integer", "null"] } },
          "labels": { "type": "object", "additionalProperties": { "type": "string" } },
          "things": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } } } },
        "Kept": { "type": "object", "properties": { "small": { "type": "integer", "format": "int32" },
          "names": { "type": "array", "items": { "type": "string" } } } },
        "Closed": { "type": "object", "additionalProperties": false, "properties": { "small": { "type": "integer", "format": "int32" } } },
        "Page": { "type": "object", "properties": { "items": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } } } }
        """));

    [Theory]
    [InlineData("22", 22)]
    [InlineData("\"22\"", 22)]
    [InlineData("22.0", 22)]
    [InlineData("\"22.0\"", 22)]
    [InlineData("2e0", 2)]
    [InlineData("2.2E1", 22)]
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("\"\\u0032\\u0032\"", 22)]
    public void A_32_bit_integer_is_read_from_every_spelling_of_protobuf(string json, int expected) =>
        Assert.Equal(expected, Get($$"""{"small":{{json}}}""", "Small"));

    [Theory]
    [InlineData("\"9223372036854775807\"", long.MaxValue)]
    [InlineData("9223372036854775807.0", long.MaxValue)]
    [InlineData("2.0", 2)]
    [InlineData("2e0", 2)]
    [InlineData("1e18", 1_000_000_000_000_000_000)]
    [InlineData("\"-9223372036854775808\"", long.MinValue)]
    public void A_64_bit_integer_is_read_exactly_from_every_spelling_of_protobuf(string json, long expected) =>
        Assert.Equal(expected, Get($$"""{"big":{{json}}}""", "Big"));

    [Theory]
    [InlineData("9007199254740993", 9_007_199_254_740_993)]
    [InlineData("\"9223372036854775807\"", long.MaxValue)]
    [InlineData("22.0", 22)]
    [InlineData("2e0", 2)]
    public void A_number_whose_format_is_one_of_integers_is_read_exactly(string json, long expected) =>
        Assert.Equal(expected, Get($$"""{"count":{{json}}}""", "Count"));

    [Theory]
    [InlineData("1e-30")]
    [InlineData("\"4e-29\"")]
    [InlineData("0.1e-28")]
    public void A_number_that_is_almost_zero_is_no_integer(string json)
    {
        List<string> told = [];
        Assert.Null(LoadedContracts.Get(Contracts.Read("Thing", $$"""{"small":{{json}}}""", told), "Small"));
        Assert.Equal(["Thing.small"], told);
    }

    [Theory]
    [InlineData("0e-30")]
    [InlineData("0.0")]
    public void Zero_is_zero_in_every_spelling(string json) => Assert.Equal(0, Get($$"""{"small":{{json}}}""", "Small"));

    [Fact]
    public void A_number_whose_format_is_one_of_integers_has_no_fraction()
    {
        Assert.Equal(typeof(int?), Contracts.Type("Thing").GetProperty("Size")!.PropertyType);
        Assert.Null(Get("""{"count":22.5}""", "Count"));
    }

    /// <summary>RFC 3339, appendix A: dur-week.</summary>
    [Theory]
    [InlineData("P2W", 14)]
    [InlineData("-P1W", -7)]
    [InlineData("P0W", 0)]
    public void A_duration_of_weeks_is_seven_days_for_each(string text, int days) =>
        Assert.Equal(TimeSpan.FromDays(days), Get($$"""{"lasts":"{{text}}"}""", "Lasts"));

    [Theory]
    [InlineData("PW")]
    [InlineData("P1D2W")]
    [InlineData("PT2W")]
    [InlineData("P1M2W")]
    [InlineData("P9999999999W")]
    public void Weeks_stand_alone_in_a_duration(string text) => Assert.Null(Get($$"""{"lasts":"{{text}}"}""", "Lasts"));

    [Theory]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("-P10Y2DT1H")]
    [InlineData("P0Y6MT5M")]
    public void A_duration_of_years_or_months_is_no_time_span(string text)
    {
        var unreadable = new List<string>();
        var value = Contracts.Read("Thing", $$"""{"lasts":"{{text}}"}""", unreadable);
        Assert.Equal(["Thing.lasts"], unreadable);
        Assert.Null(LoadedContracts.Get(value, "Lasts"));
        Assert.Contains($$""","lasts":"{{text}}"}""", Contracts.Write("Thing", value), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PT5M", 5)]
    [InlineData("P0Y0M1DT1M", 1441)]
    [InlineData("-P10DT1M", -14401)]
    public void A_duration_of_days_and_less_is_a_time_span(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Get($$"""{"lasts":"{{text}}"}""", "Lasts"));

    [Theory]
    [InlineData("\"0.5\"", 0.5)]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"-Infinity\"", double.NegativeInfinity)]
    public void A_number_is_read_from_a_text(string json, double expected) =>
        Assert.Equal(expected, Get($$"""{"share":{{json}}}""", "Share"));

    [Theory]
    [InlineData("small", "22.5")]
    [InlineData("small", "2147483648")]
    [InlineData("small", "\"\"")]
    [InlineData("small", "\" 22\"")]
    [InlineData("small", "\"+22\"")]
    [InlineData("small", "\"0x16\"")]
    [InlineData("small", "1e400")]
    [InlineData("big", "9223372036854775808")]
    [InlineData("big", "{\"a\":[1]}")]
    [InlineData("flag", "\"true\"")]
    [InlineData("flag", "1")]
    [InlineData("id", "5")]
    [InlineData("at", "1700000000")]
    [InlineData("at", "\"2026-01-02 03:04:05\"")]
    [InlineData("at", "\"0000-00-00T00:00:00Z\"")]
    [InlineData("at", "\"2026-02-30T00:00:00Z\"")]
    [InlineData("at", "\"9999-12-31T23:59:60Z\"")]
    [InlineData("names", "\"a\"")]
    [InlineData("names", "[\"a\",{}]")]
    [InlineData("self", "[]")]
    public void An_optional_member_that_cannot_be_read_is_kept_as_unknown_and_told(string member, string value)
    {
        var json = $$"""{"{{member}}":{{value}}}""";
        List<string> told = [];
        var thing = Contracts.Read("Thing", json, told);
        Assert.Equal(["Thing." + member], told);
        var kept = (IDictionary<string, JsonElement>)LoadedContracts.Get(thing, "AdditionalProperties")!;
        Assert.Equal(value, kept[member].GetRawText());
        using var written = JsonDocument.Parse(Contracts.Write("Thing", thing));
        Assert.True(JsonElement.DeepEquals(kept[member], written.RootElement.GetProperty(member)));
    }

    [Theory]
    [InlineData("""{"small":"x","more":1}""", "Small", 7, """{"small":7,"names":[],"more":1}""")]
    [InlineData("""{"small":"x","more":1}""", "Small", null, """{"names":[],"small":"x","more":1}""")]
    [InlineData("""{"names":{}}""", "Names", new[] { "a" }, """{"names":["a"]}""")]
    [InlineData("""{"names":{}}""", "Small", 7, """{"small":7,"names":{}}""")]
    [InlineData("""{"SMALL":"x"}""", "Small", 7, """{"small":7,"names":[]}""")]
    [InlineData("""{"SMALL":"x"}""", "Small", null, """{"names":[],"small":"x"}""")]
    public void A_member_that_could_not_be_read_is_written_once_as_it_is_set_or_as_it_came(
        string json, string property, object? value, string written)
    {
        var kept = Contracts.Read("Kept", json);
        kept.GetType().GetProperty(property)!.SetValue(kept, value);
        Assert.Equal(written, Contracts.Write("Kept", kept));
    }

    [Theory]
    [InlineData("""{"\ud800":1}""", """$['\ud800']""")]
    [InlineData("""{"size":1,"inner":{"a\udc00":1}}""", """$.inner['a\udc00']""")]
    [InlineData("""{"free":{"\ud83d!":[1,{"x":2}]},"size":1,"inner":{"id":5}}""", "$.inner.id")]
    public void An_error_behind_a_name_that_is_no_text_says_where_it_is(string json, string path) =>
        Assert.Equal(path, Assert.Throws<JsonException>(() => Contracts.Read("Sent", json)).Path);

    [Fact]
    public void An_optional_member_that_cannot_be_read_is_told_where_unknown_members_are_not_kept()
    {
        List<string> told = [];
        var closed = Contracts.Read("Closed", """{"small":"x"}""", told);
        Assert.Equal(["Closed.small"], told);
        Assert.Equal("{}", Contracts.Write("Closed", closed));
    }

    [Fact]
    public void One_unreadable_member_does_not_lose_a_list_of_five_hundred()
    {
        var things = Enumerable.Range(0, 500).Select(index =>
            $$"""{"id":"{{index}}","small":{{(index == 250 ? "\"many\"" : index.ToString(CultureInfo.InvariantCulture))}}}""");
        List<string> told = [];
        var page = Contracts.Read("Page", $$"""{"items":[{{string.Join(',', things)}}]}""", told);
        var items = ((System.Collections.IEnumerable)LoadedContracts.Get(page, "Items")!).Cast<object>().ToArray();
        Assert.Equal(500, items.Length);
        Assert.Equal(["Thing.small"], told);
        Assert.Equal([250], Enumerable.Range(0, 500).Where(index => LoadedContracts.Get(items[index], "Small") is null));
        Assert.Equal("250", LoadedContracts.Get(items[250], "Id"));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05+00:00")]
    [InlineData("2026-01-02 03:04:05Z", "2026-01-02T03:04:05+00:00")]
    [InlineData("2026-01-02 23:59:59+00:00", "2026-01-02T23:59:59+00:00")]
    [InlineData("2026-01-02t03:04:05.123456789z", "2026-01-02T03:04:05.1234567+00:00")]
    [InlineData("2026-01-02T03:04:05-08:00", "2026-01-02T03:04:05-08:00")]
    [InlineData("2026-06-30T23:59:60Z", "2026-07-01T00:00:00+00:00")]
    public void A_time_is_read_with_T_or_a_blank_and_with_a_leap_second(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), Get($$"""{"at":"{{text}}"}""", "At"));

    [Theory]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public void The_zero_time_of_Go_and_an_empty_text_are_no_time(string json)
    {
        List<string> told = [];
        Assert.Null(LoadedContracts.Get(Contracts.Read("Thing", $$"""{"at":{{json}}}""", told), "At"));
        Assert.Empty(told);
    }

    [Theory]
    [InlineData("ID")]
    [InlineData("Id")]
    [InlineData("\\u0049d")]
    public void The_name_of_a_member_is_found_in_another_case(string name) => Assert.Equal("x", Get($$"""{"{{name}}":"x"}""", "Id"));

    [Fact]
    public void A_member_in_another_case_is_written_with_the_name_of_the_document() =>
        Assert.Contains("\"id\":\"x\"", Contracts.RoundTrip("Thing", """{"ID":"x"}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"id":"a","ID":"b"}""", "a", "ID")]
    [InlineData("""{"ID":"b","id":"a"}""", "a", "ID")]
    [InlineData("""{"\u0049D":"b","\u0069d":"a"}""", "a", "ID")]
    [InlineData("""{"ID":"a","Id":"b"}""", "a", "Id")]
    [InlineData("""{"ID":"b","Id":"c","ID":"a"}""", "a", "Id")]
    public void A_member_that_differs_from_one_that_is_there_only_in_case_is_another_member(string json, string id, string unknown)
    {
        var thing = Contracts.Read("Thing", json);
        Assert.Equal(id, LoadedContracts.Get(thing, "Id"));
        Assert.Equal([unknown], ((IDictionary<string, JsonElement>)LoadedContracts.Get(thing, "AdditionalProperties")!).Keys);
    }

    [Theory]
    [InlineData("names", "[\"a\",null,\"b\"]", "[\"a\",\"b\"]")]
    [InlineData("sizes", "[1,null]", "[1]")]
    [InlineData("things", "[null]", "[]")]
    [InlineData("labels", "{\"a\":null,\"b\":\"c\"}", "{\"b\":\"c\"}")]
    public void A_null_in_a_collection_that_has_none_is_left_out(string member, string json, string expected) =>
        Assert.Contains(
            $"\"{member}\":{expected}", Contracts.RoundTrip("Thing", $$"""{"{{member}}":{{json}}}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("gaps", "[\"a\",null]")]
    [InlineData("holes", "[null,1]")]
    public void A_null_in_a_collection_that_allows_it_stays(string member, string json) =>
        Assert.Contains($"\"{member}\":{json}", Contracts.RoundTrip("Thing", $$"""{"{{member}}":{{json}}}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("Sent", """{"size":1,"inner":{"id":5}}""", "$.inner.id")]
    [InlineData("Sent", """{"size":"x","inner":{"id":"a"}}""", "$.size")]
    [InlineData("Page", """{"items":[{"id":"a"},{"id":"b","things":[{]}]}""", "$.items[1].things[0]")]
    public void An_error_names_the_path_of_the_member(string type, string json, string path)
    {
        var error = Assert.Throws<JsonException>(() => Contracts.Read(type, json));
        Assert.Equal(path, error.Path);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inner":{"id":"a"}}""", "size")]
    [InlineData("""{"size":1}""", "inner")]
    [InlineData("""{"size":null,"inner":{"id":"a"}}""", "size")]
    public void A_required_member_that_is_missing_is_an_error_that_names_it(string json, string member) =>
        Assert.Contains($"'{member}'", Assert.Throws<JsonException>(() => Contracts.Read("Sent", json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"id":"a",}""")]
    [InlineData("""{"id":"a"/* no */}""")]
    [InlineData("""{"id":"a"} x""")]
    [InlineData("""{"id":"a" """)]
    [InlineData("[]")]
    [InlineData("\"a\"")]
    public void Comments_trailing_commas_and_what_is_no_object_are_refused(string json) =>
        Assert.Throws<JsonException>(() => Contracts.Read("Thing", json));

    [Fact]
    public void Of_members_with_one_name_the_last_one_counts() => Assert.Equal("b", Get("""{"id":"a","id":"b"}""", "Id"));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void The_depth_is_limited_as_by_System_Text_Json(int depth, bool isRead)
    {
        var json = string.Concat(Enumerable.Repeat("{\"self\":", depth - 1)) + "{}" + new string('}', depth - 1);
        Assert.Equal(isRead, Record.Exception(() => Contracts.Read("Thing", json)) is null);
    }

    [Fact]
    public void Depth_is_limited_for_members_without_a_property()
    {
        var json = "{\"other\":" + new string('[', 70) + new string(']', 70) + "}";
        Assert.Throws<JsonException>(() => Contracts.Read("Thing", json));
    }

    private static object? Get(string json, string property) => LoadedContracts.Get(Contracts.Read("Thing", json), property);
}
