using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Names;
using Brev.Sdk.Generators.Parsing.Names;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Gives every operation the name of its method: by its id, or by its method and path where it has none of its own.</summary>
internal sealed class OperationIds
{
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
        var routes = operations.ToDictionary(Route, StringComparer.Ordinal);
        string Identity(FoundOperation found) => HasId(found.Operation)
            && !duplicates.ContainsKey(found.Operation.OperationId!)
            && !routes.ContainsKey(found.Operation.OperationId!) ? found.Operation.OperationId! : Route(found);
        var places = operations.ToDictionary(Identity, found => found.Pointer, StringComparer.Ordinal);
        var names = new NameScope(StringComparer.OrdinalIgnoreCase, MethodNames.IsOwn)
            .Reserve(Reserved)
            .Assign(
                places.Keys,
                identity => routes.TryGetValue(identity, out var found) ? ByRoute(found) : Naming.Pascal(identity),
                (identity, given) => problems.Add(ProblemIds.NameCollision, places[identity], identity, given),
                "Operation");
        _names = operations.ToDictionary(found => found.Pointer, found => names[Identity(found)]);
        foreach (var found in operations.Where(found => !HasId(found.Operation)))
        {
            problems.Add(ProblemIds.MissingOperationId, found.Pointer, Of(found));
        }

        foreach (var found in duplicates.Values.SelectMany(group => group))
        {
            problems.Add(
                ProblemIds.DuplicateOperationId, Pointer.Child(found.Pointer, "operationId"), found.Operation.OperationId!, Of(found));
        }
    }

    public string Of(FoundOperation operation) => _names[operation.Pointer];

    private static bool HasId(OpenApiOperation operation) => !string.IsNullOrWhiteSpace(operation.OperationId);

    /// <summary>What tells an operation from all others; routes that differ in odd characters only have one name otherwise.</summary>
    private static string Route(FoundOperation found) => found.Method.ToLowerInvariant() + found.Path;

    private static string ByRoute(FoundOperation found) =>
        Naming.Pascal(found.Method.ToLowerInvariant()) + Naming.Pascal(found.Path == "/" ? "Root" : found.Path);
}
