using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Parsing.Names;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Gives every operation the name of its method: by its id, or by its method and path where it has none of its own.</summary>
internal sealed class OperationIds
{
    private const string Streaming = nameof(Streaming);

    /// <summary>What a client has besides its operations.</summary>
    private static readonly string[] Reserved = ["Dispose"];

    private readonly Dictionary<string, string> _names;

    public OperationIds(IReadOnlyList<FoundOperation> operations, ProblemLog problems)
    {
        var duplicates = operations
            .Where(found => HasId(found.Operation))
            .GroupBy(found => found.Operation.OperationId!, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .ToDictionary(group => group.Key, group => group.ToArray());
        foreach (var found in operations.Where(found => !HasId(found.Operation)))
        {
            problems.Add(ProblemIds.MissingOperationId, found.Pointer, ByRoute(found));
        }

        foreach (var found in duplicates.Values.SelectMany(group => group))
        {
            problems.Add(
                ProblemIds.DuplicateOperationId, Pointer.Child(found.Pointer, "operationId"), found.Operation.OperationId!, ByRoute(found));
        }

        string Identity(FoundOperation found) =>
            HasId(found.Operation) && !duplicates.ContainsKey(found.Operation.OperationId!) ? found.Operation.OperationId! : ByRoute(found);
        var places = operations.GroupBy(Identity).ToDictionary(group => group.Key, group => group.First().Pointer);
        var names = new NameScope(StringComparer.OrdinalIgnoreCase)
            .Reserve(Reserved)
            .Assign(places.Keys, Naming.Pascal, (id, given) => problems.Add(ProblemIds.NameCollision, places[id], id, given), "Operation");
        _names = operations.ToDictionary(found => found.Pointer, found => names[Identity(found)]);
    }

    public string Of(FoundOperation operation) => _names[operation.Pointer];

    /// <summary>The name of the method that gives the same answer as a stream, where there is one beside the operation's own.</summary>
    public string StreamingOf(FoundOperation operation)
    {
        var name = Of(operation);
        do
        {
            name += Streaming;
        }
        while (_names.Values.Contains(name, StringComparer.OrdinalIgnoreCase));
        return name;
    }

    private static bool HasId(OpenApiOperation operation) => !string.IsNullOrWhiteSpace(operation.OperationId);

    private static string ByRoute(FoundOperation found) =>
        Naming.Pascal(found.Method.ToLowerInvariant()) + Naming.Pascal(found.Path == "/" ? "Root" : found.Path);
}
