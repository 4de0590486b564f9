using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Behaviour;

/// <summary>The class of a client can have types of its own, and it means by each name what its methods mean by another.</summary>
public sealed class ClientTypesTests
{
    private const string Document = """
        { "openapi": "3.1.0", "info": { "title": "Types", "version": "1" }, "paths": {
          "/a": { "post": { "operationId": "Send", "tags": ["Things"],
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } },
            "responses": { "200": { "description": "Done.", "content": { "application/json": {
              "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Operations" } } } } } } } } },
          "components": { "schemas": {
            "Thing": { "type": "object", "properties": { "name": { "type": "string" } } },
            "Operations": { "type": "object", "properties": { "name": { "type": "string" } } } } } }
        """;

    private const string OwnTypes = """


        public sealed partial class Client
        {
            private sealed class Thing;

            private sealed class IThingsApi;

            private sealed class Failure;
        }

        /// <summary>What the attribute names.</summary>
        public sealed class Failure : Exception;
        """;

    [Theory]
    [InlineData("Example")]
    [InlineData("Other")]
    public void What_a_client_declares_hides_no_type_of_its_methods(string space)
    {
        var file = MemoryFile.Document(Document);
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var source = MinimalClient.Source(space, "Client", "Default")
            .Replace("using System;", "using System;\nusing Example;", StringComparison.Ordinal)
            .Replace("[OpenApiClient]", "[OpenApiClient(Namespace = \"Example\")]", StringComparison.Ordinal)
            .Replace("typeof(InvalidOperationException)", $"typeof(global::{space}.Failure)", StringComparison.Ordinal);
        var client = GeneratorHarness.Client(source + OwnTypes, [contracts.Output.ToReference()], file).AssertCompiles();

        var method = Assert.Single(client.Output.GetTypeByMetadataName(space + ".Client")!.GetMembers("SendAsync"));
        var documentation = method.GetDocumentationCommentXml()!;
        Assert.Contains("cref=\"M:Example.IThingsApi.SendAsync(", documentation, StringComparison.Ordinal);
        Assert.Contains($"cref=\"T:{space}.Failure\"", documentation, StringComparison.Ordinal);
    }
}
