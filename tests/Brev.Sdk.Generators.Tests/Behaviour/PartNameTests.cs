using System.Net;
using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;
using Refit;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>
/// The names of parts and of files stand in the body in UTF-8 as they are; a quote and the ends of lines are percent-encoded (RFC 7578, 4.2
/// and 5.1; WHATWG HTML, 4.10.21.8).
/// </summary>
public sealed class PartNameTests
{
    private static readonly Lazy<BareApi> Api = new(() => new BareApi(SnapshotDocument.Operation("/x", "post", """
        "operationId": "Send", "responses": { "204": { "description": "Done." } },
        "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": { "type": "object", "properties": {
          "größe": { "type": "string" }, "a\"b": { "type": "string" }, "a%22": { "type": "string" },
          "line\r\nX-Evil: 1": { "type": "string" }, "日本": { "type": "string", "format": "binary" } } } } } }
        """)));

    [Theory]
    [InlineData("größe", "größe")]
    [InlineData("a\"b", "a%22b")]
    [InlineData("a%22", "a%22")]
    [InlineData("line\r\nX-Evil: 1", "line%0D%0AX-Evil: 1")]
    public async Task The_name_of_a_part(string name, string sent)
    {
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        await Api.Value.CallAsync(server, null, "SendAsync", (Parameter(name), "x"));
        Assert.Contains($"Content-Disposition: form-data; name=\"{sent}\"\r\n", server.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bericht.pdf", "bericht.pdf")]
    [InlineData("größe \"1\".pdf", "größe %221%22.pdf")]
    [InlineData("a\r\nb", "a%0D%0Ab")]
    [InlineData("日本.pdf", "日本.pdf")]
    public async Task The_name_of_a_file(string name, string sent)
    {
        var server = new OneAnswer(HttpStatusCode.NoContent, "");
        await Api.Value.CallAsync(server, null, "SendAsync", (Parameter("日本"), new StreamPart(new MemoryStream([65]), name)));
        Assert.Contains(
            $"Content-Disposition: form-data; name=\"日本\"; filename=\"{sent}\"\r\n", server.Body, StringComparison.Ordinal);
    }

    /// <summary>The parameters stand in the document's order.</summary>
    private static string Parameter(string part) => Api.Value.Type("IThingsApi").GetMethod("SendAsync")!.GetParameters()[
        Array.IndexOf(["größe", "a\"b", "a%22", "line\r\nX-Evil: 1", "日本"], part)].Name!;
}
