using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Tests.Document;
using Brev.Sdk.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.Tests.Behaviour;

public sealed class AddedOperationTests
{
    [Fact]
    public void An_operation_that_is_added_to_the_document_is_a_method_of_the_client()
    {
        var document = BrevDocument.Load();
        document["paths"]!["/api/workspaces/{workspaceId}/snapshots"] = JsonNode.Parse("""
            {
              "post": {
                "operationId": "CreateWorkspaceSnapshot",
                "tags": ["Workspaces"],
                "summary": "Takes a snapshot of a workspace.",
                "security": [{ "bearer": [] }],
                "parameters": [{ "$ref": "#/components/parameters/WorkspaceId" },
                  { "name": "label", "in": "query", "schema": { "type": "string" } }],
                "responses": { "200": { "description": "The snapshot.", "content": { "application/json": { "schema": {
                  "type": "object", "properties": { "id": { "type": "string" },
                    "takenAt": { "type": "string", "format": "date-time" } } } } } } }
              }
            }
            """);
        var file = BrevFile.Create().With(document.ToJsonString());
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var client = GeneratorHarness.Client(MinimalClient.Brev, [contracts.Output.ToReference()], file).AssertCompiles();

        var type = client.Output.GetTypeByMetadataName("Brev.Sdk.BrevClient")!;
        var method = Assert.IsAssignableFrom<IMethodSymbol>(Assert.Single(type.GetMembers("CreateWorkspaceSnapshotAsync")));
        Assert.Equal(["workspaceId", "label", "cancellationToken"], method.Parameters.Select(parameter => parameter.Name));
        Assert.Equal("System.Threading.Tasks.Task<Brev.Sdk.CreateWorkspaceSnapshot_Response>", method.ReturnType.ToDisplayString());
        Assert.Contains("\"CreateWorkspaceSnapshot\"", client.Sources["Brev.Sdk.BrevClient.g.cs"], StringComparison.Ordinal);
        Assert.Equal("", RefitStubs.Complaints(client.Output));
    }

    [Fact]
    public void An_operation_that_is_added_renames_nothing()
    {
        var document = BrevDocument.Load();
        document["paths"]!["/api/added"] =
            JsonNode.Parse(
                """
                    { "get": { "operationId": "GetAdded", "tags": ["Workspaces"], "security": [],
                      "responses": { "200": { "description": "Done." } } } }
                    """);
        document["components"]!["schemas"]!["Added"] =
            JsonNode.Parse("""{ "type": "object", "properties": { "name": { "type": "string" } } }""");
        var before = GeneratorHarness.Contracts(BrevFile.Create());
        var after = GeneratorHarness.Contracts(BrevFile.Create().With(document.ToJsonString()));
        Assert.Equal(
            ["Brev.Sdk.Added.Json.g.cs", "Brev.Sdk.Added.g.cs", "Brev.Sdk.IWorkspacesApi.g.cs",
                "Brev.Sdk.Serialization.ContractsResolver.g.cs"],
            before.DifferencesTo(after));
    }
}
