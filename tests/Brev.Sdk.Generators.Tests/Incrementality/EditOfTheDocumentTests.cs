using System.Text.Json.Nodes;
using Brev.Sdk.Generators.Tests.Document;
using Brev.Sdk.Generators.Tests.Harness;

namespace Brev.Sdk.Generators.Tests.Incrementality;

public sealed class EditOfTheDocumentTests
{
    [Fact]
    public void An_edit_of_one_schema_changes_one_file_of_the_contracts()
    {
        var differences = ContractsAfter(document =>
            document["components"]!["schemas"]!["Workspace"]!["properties"]!["dns"]!["description"] = "Changed.");
        Assert.Equal(["Brev.Sdk.Workspace.g.cs"], differences);
    }

    [Fact]
    public void An_edit_of_one_enumeration_changes_one_file_of_the_contracts()
    {
        var differences = ContractsAfter(document => document["components"]!["schemas"]!["WorkspaceStatus"]!["description"] = "Changed.");
        Assert.Equal(["Brev.Sdk.WorkspaceStatus.g.cs"], differences);
    }

    [Fact]
    public void An_edit_of_one_operation_changes_the_interface_of_its_tag()
    {
        var differences = ContractsAfter(document => Operation(document)["summary"] = "Changed.");
        Assert.Equal(["Brev.Sdk.IWorkspacesApi.g.cs"], differences);
    }

    [Fact]
    public void An_edit_of_the_documentation_of_one_operation_changes_nothing_in_the_client() =>
        Assert.Empty(ClientAfter(document => Operation(document)["summary"] = "Changed."));

    [Fact]
    public void An_edit_of_one_operation_changes_one_file_of_the_client()
    {
        var differences = ClientAfter(document => Operation(document)["deprecated"] = true);
        Assert.Equal(["Brev.Sdk.BrevClient.IWorkspacesApi.g.cs"], differences);
    }

    [Fact]
    public void An_edit_of_what_the_endpoint_table_says_changes_the_table_as_well()
    {
        var differences = ClientAfter(document => Operation(document)["operationId"] = "ReadWorkspace");
        Assert.Equal(["Brev.Sdk.BrevClient.IWorkspacesApi.g.cs", "Brev.Sdk.BrevClient.g.cs"], differences);
    }

    [Fact]
    public void An_edit_of_a_schema_changes_nothing_in_the_client()
    {
        var differences = ClientAfter(document =>
            document["components"]!["schemas"]!["Workspace"]!["properties"]!["dns"]!["description"] = "Changed.");
        Assert.Empty(differences);
    }

    private static JsonNode Operation(JsonNode document) => document["paths"]!["/api/workspaces/{workspaceId}"]!["get"]!;

    private static IReadOnlyList<string> ContractsAfter(Action<JsonObject> edit)
    {
        var file = BrevFile.Create();
        var compilation = GeneratorHarness.Compilation("Contracts");
        var before = GeneratorHarness.Run(new ContractsGenerator(), [file], compilation);
        return Differences(before, before.AfterEdit(file, Edited(file, edit), compilation));
    }

    private static IReadOnlyList<string> ClientAfter(Action<JsonObject> edit)
    {
        var file = BrevFile.Create();
        var compilation = GeneratorHarness.Compilation("Client", MinimalClient.Brev);
        var before = GeneratorHarness.Run(new ClientGenerator(), [file], compilation);
        return Differences(before, before.AfterEdit(file, Edited(file, edit), compilation));
    }

    /// <summary>What changed; and that nothing else was even computed.</summary>
    private static IReadOnlyList<string> Differences(GeneratorRun before, GeneratorRun after)
    {
        var differences = before.DifferencesTo(after);
        Assert.Equal(differences.Count, after.OutputsComputed);
        return differences;
    }

    private static MemoryFile Edited(MemoryFile file, Action<JsonObject> edit)
    {
        var document = BrevDocument.Load();
        edit(document);
        return file.With(document.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
    }
}
