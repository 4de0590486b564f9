using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Names the methods that Refit implements in place of those whose values are turned into text first.</summary>
internal static class CoreIds
{
    private const string Core = nameof(Core);

    public static IEnumerable<OperationSpec> Assign(IReadOnlyList<OperationSpec> operations)
    {
        var taken = new HashSet<string>(operations.Select(operation => operation.Id), StringComparer.OrdinalIgnoreCase);
        foreach (var operation in operations)
        {
            if (!operation.HasCore)
            {
                yield return operation;
                continue;
            }

            var name = operation.Id + Core;
            while (!taken.Add(name))
            {
                name += Core;
            }

            yield return operation with { CoreId = name };
        }
    }
}
