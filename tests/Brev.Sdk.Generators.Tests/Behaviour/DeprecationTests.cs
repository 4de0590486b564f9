using Brev.Sdk.Generators.Tests.Harness;
using Brev.Sdk.Generators.Tests.Snapshots;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>What is deprecated warns its callers, and a default is said where it holds.</summary>
public sealed class DeprecationTests
{
    private static readonly MemoryFile File = MemoryFile.Document(SnapshotDocument.Operation("/a", "post", """
        "operationId": "find", "deprecated": true,
        "parameters": [
          { "name": "n", "in": "query", "description": "How many", "schema": { "type": "integer", "default": 7 } },
          { "name": "old", "in": "query", "deprecated": true, "schema": { "type": "string", "default": "a" } },
          { "name": "day", "in": "query", "schema": { "type": "string", "format": "date" } } ],
        "requestBody": { "content": { "application/json": { "schema": { "type": "object", "additionalProperties": false } } } },
        "responses": { "200": { "description": "Done.",
          "content": { "application/json": { "schema": { "$ref": "#/components/schemas/T" } } } } }
        """, """
        "T": { "type": "object", "properties": { "old": { "type": "string", "deprecated": true },
          "size": { "type": "integer", "description": "The size.", "default": 3 } } }
        """));

    private static readonly GeneratorRun Contracts = GeneratorHarness.Contracts(File).AssertCompiles();

    [Fact]
    public void An_operation_that_is_deprecated_is_obsolete_in_the_interface_and_in_the_client()
    {
        const string Obsolete = "[global::System.Obsolete(\"The document marks this operation as deprecated.\")]";
        Assert.Contains(Obsolete, Contracts.Sources["Example.IThingsApi.g.cs"], StringComparison.Ordinal);
        var client = GeneratorHarness.Client(MinimalClient.Source("Example", "Client", "Default"), [Contracts.Output.ToReference()], File)
            .AssertCompiles();
        Assert.Contains(Obsolete, client.Sources["Example.Client.IThingsApi.g.cs"], StringComparison.Ordinal);
        Assert.Equal("", RefitStubs.Complaints(client.Output));
    }

    [Fact]
    public void A_member_that_is_deprecated_is_obsolete() =>
        Assert.Contains("[global::System.Obsolete(", Contracts.Sources["Example.T.g.cs"], StringComparison.Ordinal);

    [Theory]
    [InlineData("Example.IThingsApi.g.cs", "<param name=\"n\">How many. The default is <c>7</c>.</param>")]
    [InlineData("Example.IThingsApi.g.cs", "<param name=\"old\">The default is <c>\"a\"</c>. It is deprecated.</param>")]
    [InlineData("Example.T.g.cs", "<summary>The size. The default is <c>3</c>.</summary>")]
    public void A_default_is_in_the_documentation(string file, string text) =>
        Assert.Contains(text, Contracts.Sources[file], StringComparison.Ordinal);

    /// <summary>The compiler refuses the attribute on a parameter and on a required property.</summary>
    [Fact]
    public void What_cannot_be_obsolete_says_that_it_is_deprecated()
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(SnapshotDocument.Operation("/a", "post", """
            "operationId": "send",
            "parameters": [ { "name": "q", "in": "query", "style": "deepObject", "explode": true,
              "schema": { "type": "object", "properties": {
                "aged": { "type": "string", "description": "A filter", "deprecated": true } } } } ],
            "requestBody": { "required": true, "content": { "multipart/form-data": { "schema": { "type": "object", "required": ["must"],
              "properties": { "must": { "type": "integer", "description": "A must", "default": 3, "deprecated": true },
                "can": { "type": "integer", "description": "A can", "default": 7, "deprecated": true } } } } } },
            "responses": { "204": { "description": "Done." } }
            """).Replace("\"paths\": {", """
            "paths": { "/b": { "post": { "operationId": "put", "responses": { "204": { "description": "Done." } },
              "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "object", "required": ["old"],
                "properties": { "old": { "type": "string", "description": "The old one", "deprecated": true } } } } } } } },
            """, StringComparison.Ordinal))).AssertCompiles();
        var code = string.Concat(run.Sources.Values);
        Assert.Contains("A must. It is deprecated.", code, StringComparison.Ordinal);
        Assert.Contains("A can. The default is <c>7</c>. It is deprecated.", code, StringComparison.Ordinal);
        Assert.Contains("A filter. It is deprecated.", code, StringComparison.Ordinal);
        Assert.Contains("The old one. It is deprecated.", run.Sources["Example.Put_Request.g.cs"], StringComparison.Ordinal);
    }
}
