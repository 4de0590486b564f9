using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;
using static Brev.Sdk.Generators.Tests.Diagnostics.ReportedText;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>Which parts a multipart body asks for, has, and leaves out.</summary>
public sealed class MultipartBodyTests
{
    /// <summary>RFC 7578, 4.2: each part has a header with its name, so a body without parts is its end alone.</summary>
    [Theory]
    [InlineData("\"type\": \"string\"", "")]
    [InlineData("\"type\": \"array\", \"items\": { \"type\": \"string\" }", "\"required\": [\"a\"], ")]
    public async Task A_body_of_which_no_part_is_given_is_its_end(string part, string required)
    {
        using var client = Client($$""" {{required}}"properties": { "a": { {{part}} } } """);
        await client.CallAsync("SendAsync", ("a", required.Length > 0 ? Array.Empty<string>() : null));
        var boundary = client.ContentType!.Split("boundary=")[1].Trim('"');
        Assert.StartsWith("multipart/form-data", client.ContentType, StringComparison.Ordinal);
        Assert.Equal($"--{boundary}--\r\n", client.Body);
    }

    [Fact]
    public async Task A_body_of_which_a_part_is_given_has_that_part()
    {
        using var client = Client(""" "properties": { "a": { "type": "string" }, "b": { "type": "string" } } """);
        await client.CallAsync("SendAsync", ("b", "1"));
        Assert.Equal(["b: 1"], MultipartText.Of(client));
    }

    /// <summary>The server alone says what is <c>readOnly</c>, required or not (OpenAPI 3.0.4, 4.7.24.2).</summary>
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_part_that_is_readOnly_is_not_asked_for(string isRequired)
    {
        using var client = Client(
            """ "required": ["id", "a"], "properties": { "id": { "type": "string", "readOnly": true }, "a": { "type": "string" } } """,
            isRequired);
        await client.CallAsync("SendAsync", ("a", "1"));
        Assert.Equal(["a: 1"], MultipartText.Of(client));
    }

    [Theory]
    [InlineData("", "BREV0025", 0)]
    [InlineData(", \"additionalProperties\": false", "BREV0025", 0)]
    [InlineData(", \"additionalProperties\": true", "BREV0025", 0)]
    [InlineData(", \"additionalProperties\": { \"type\": \"string\" }", "BREV0025", 1)]
    [InlineData(", \"allOf\": [ { \"additionalProperties\": { \"type\": \"string\" } } ]", "BREV0025", 1)]
    [InlineData(", \"not\": { \"required\": [\"b\"] }", "BREV0012", 1)]
    [InlineData(", \"if\": { \"required\": [\"b\"] }", "BREV0012", 1)]
    public void What_a_schema_says_of_other_parts_is_told(string words, string id, int count)
    {
        var run = Run(Document($$""" "properties": { "a": { "type": "string" } }{{words}} """));
        Assert.All(Texts(run), text => Assert.Contains(id, text, StringComparison.Ordinal));
        Assert.Equal(count, Texts(run).Length);
        run.AssertCompiles();
    }

    private static CalledClient Client(string schema, string isRequired = "true") => new(Document(schema, isRequired));

    private static string Document(string schema, string isRequired = "true") => SnapshotDocument.Operation("/a", "post", $$"""
        "operationId": "Send", "responses": { "204": { "description": "Done." } },
        "requestBody": { "required": {{isRequired}}, "content": { "multipart/form-data": { "schema": { "type": "object", {{schema}} } } } }
        """);
}
