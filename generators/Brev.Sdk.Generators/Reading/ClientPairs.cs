using System.Collections.Immutable;
using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Reading;

/// <summary>Brings clients and documents together.</summary>
internal static class ClientPairs
{
    /// <summary>Each client with its document: the one of its namespace, or the only one.</summary>
    public static ImmutableArray<ClientPair> Of(ImmutableArray<FoundClient> clients, ImmutableArray<DocumentSpec> documents) =>
        clients.Where(client => client.Obstacle.Length == 0)
            .Select(client => (client.Target, Document: DocumentOf(client, documents)))
            .Where(pair => pair.Document is { IsUsable: true })
            .Select(pair => new ClientPair(pair.Target, pair.Document!))
            .GroupBy(pair => $"{pair.Client.Namespace}.{pair.Client.Name}", StringComparer.OrdinalIgnoreCase)
            .Select(group => group.First())
            .ToImmutableArray();

    /// <summary>Why clients stay as they are. A broken document is reported where its contracts are.</summary>
    public static ImmutableArray<ProblemSpec> Problems(ImmutableArray<FoundClient> clients, ImmutableArray<DocumentSpec> documents) =>
        clients.Select(client => Problem(client, documents)).OfType<ProblemSpec>().ToImmutableArray();

    private static ProblemSpec? Problem(FoundClient client, ImmutableArray<DocumentSpec> documents) =>
        client.Obstacle.Length > 0
            ? new ProblemSpec(ProblemIds.UnsuitableClient, client.Location, new([client.Target.Name, client.Obstacle]))
        : DocumentOf(client, documents) is null ? new ProblemSpec(ProblemIds.MissingDocument, client.Location, new(
            [$"No document has the namespace '{client.Target.DocumentNamespace}' that '{client.Target.Name}' is to call."]))
        : null;

    private static DocumentSpec? DocumentOf(FoundClient client, ImmutableArray<DocumentSpec> documents) =>
        documents.Length == 1 ? documents[0] : documents.FirstOrDefault(document => document.Namespace == client.Target.DocumentNamespace);
}
