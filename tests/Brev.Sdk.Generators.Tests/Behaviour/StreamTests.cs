using System.Globalization;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>Values of a stream that are no objects, and the fields of events.</summary>
public sealed class StreamTests
{
    private const string Uuid = "00000000-0000-0000-0000-000000000001";

    /// <summary>The data of an event is a text on the wire (WHATWG HTML, 9.2.6), so a value that is one needs no quotes.</summary>
    [Theory]
    [InlineData("""{ "type": "string", "enum": ["up", "12"] }""", "up", "up")]
    [InlineData("""{ "type": "string", "enum": ["up", "12"] }""", "12", "12")]
    [InlineData("""{ "type": "string", "enum": ["up", "12"] }""", "\"up\"", "up")]
    [InlineData("""{ "type": "string", "enum": ["true"] }""", "true", "true")]
    [InlineData("""{ "type": "string", "format": "date" }""", "2026-01-02", "01/02/2026")]
    [InlineData("""{ "type": "string", "format": "date-time" }""", "2026-01-02T03:04:05Z", "01/02/2026 03:04:05 +00:00")]
    [InlineData("""{ "type": "string", "format": "uuid" }""", Uuid, Uuid)]
    [InlineData("""{ "type": "string", "format": "duration" }""", "PT5M", "PT5M")]
    [InlineData("""{ "type": "string", "format": "int64" }""", "12", "12")]
    [InlineData("""{ "type": "integer" }""", "12", "12")]
    public async Task Events_of_one_value_have_it_as_their_data(string schema, string data, string value)
    {
        using var client = Events(schema);
        client.Answer = $"data: {data}\n\n";
        Assert.Equal(value, Convert.ToString(Assert.Single(await ValuesAsync(client)), CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("up", "Text", "up")]
    [InlineData("\"up\"", "Text", "up")]
    [InlineData("""{"n":1}""", "Response", "1")]
    public async Task Events_of_a_text_or_an_object_have_either(string data, string form, string value)
    {
        using var client = Events("""
            { "oneOf": [ { "type": "string" }, { "title": "Response", "type": "object",
            "properties": { "n": { "type": "integer" } } } ] }
            """);
        client.Answer = $"data: {data}\n\n";
        var given = Assert.Single(await ValuesAsync(client))!;
        var found = given.GetType().GetProperties().Single(property => property.Name.EndsWith(form, StringComparison.Ordinal));
        Assert.Contains(value, found.GetValue(given)!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_that_is_octets_is_no_number()
    {
        using var client = Events("""
            { "type": "object", "properties": { "event": { "type": "string" },
            "data": { "type": "string", "format": "byte" } } }
            """);
        client.Answer = "event: a\ndata: 1234\n\n";
        Assert.Equal([0xd7, 0x6d, 0xf8], (byte[]?)LoadedContracts.Get(Assert.Single(await ValuesAsync(client))!, "Data"));
    }

    /// <summary>Of an event, and not of the one after it; what is no number of digits is no time to wait (WHATWG HTML, 9.2.6).</summary>
    [Fact]
    public async Task An_event_has_the_time_to_wait_that_comes_with_it()
    {
        using var client = Events("""
            { "type": "object", "properties": { "event": { "type": "string" },
            "retry": { "type": "integer" }, "data": { "type": "string" } } }
            """);
        client.Answer = "event: a\nretry: 0500\ndata: x\n\ndata: y\n\nretry: soon\ndata: z\n\n";
        Assert.Equal([500L, null, null], (await ValuesAsync(client)).Select(value => LoadedContracts.Get(value!, "Retry")));
    }

    [Fact]
    public async Task A_line_can_be_null()
    {
        using var client = new CalledClient(SnapshotDocument.Operation("/x", "post", """
            "operationId": "Send", "responses": { "204": { "description": "Done." } },
            "requestBody": { "content": { "application/jsonl": { "schema": { "type": ["integer", "null"] } } } }
            """));
        await client.CallAsync("SendAsync", ("request", Numbers()));
        Assert.Equal("1\nnull\n2\n", client.Body);
    }

    private static CalledClient Events(string schema) => new(SnapshotDocument.Operation("/a", "get", $$"""
        "operationId": "get", "responses": { "200": { "description": "ok", "content": { "text/event-stream": { "schema": {{schema}} } } } }
        """));

    private static async IAsyncEnumerable<long?> Numbers()
    {
        await Task.CompletedTask;
        yield return 1;
        yield return null;
        yield return 2;
    }

    private static async Task<IReadOnlyList<object?>> ValuesAsync(CalledClient client)
    {
        var values = new List<object?>();
        await foreach (var value in client.StreamAsync("GetAsync"))
        {
            values.Add(value);
        }

        return values;
    }
}
