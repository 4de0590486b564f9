using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Diagnostics;

/// <summary>Collects what is to be reported, each thing once.</summary>
internal sealed class ProblemLog
{
    private readonly HashSet<(string Id, string Pointer, string Argument)> _seen = [];
    private readonly List<(string Id, string Pointer, string[] Arguments)> _problems = [];

    private int _moved;

    public IReadOnlyList<(string Id, string Pointer, string[] Arguments)> Problems => _problems;

    /// <summary>Tells of all that has been added since the last time where it stands in the document.</summary>
    public void Move(Func<string, string> place)
    {
        for (; _moved < _problems.Count; _moved++)
        {
            var (id, pointer, arguments) = _problems[_moved];
            _problems[_moved] = (id, place(pointer), [.. arguments.Select(text => IsMade(text) ? "#" + place(text.Substring(1)) : text)]);
        }
    }

    /// <summary>An address that no reference of the document says: a requirement says a name alone.</summary>
    private static bool IsMade(string address) => address.StartsWith("#/components/securitySchemes/", StringComparison.Ordinal);

    /// <summary>A reference that cannot be followed: it leads nowhere, or out of the document.</summary>
    public void AddReference(BaseOpenApiReference reference, string pointer)
    {
        var address = Uri.UnescapeDataString(reference.ReferenceV3 ?? "");
        var isExternal = reference.IsExternal || !address.StartsWith("#", StringComparison.Ordinal);
        Add(isExternal ? ProblemIds.ExternalReference : ProblemIds.DanglingReference, pointer, address);
    }

    /// <summary>A reference that means nothing, as the document spells it.</summary>
    public void AddReference(ReferenceStatus status, string pointer, string address) => Add(
        status switch
        {
            ReferenceStatus.External => ProblemIds.ExternalReference,
            ReferenceStatus.Circular => ProblemIds.CircularReference,
            _ => ProblemIds.DanglingReference,
        },
        pointer,
        address);

    public void Add(string id, string pointer, params string[] arguments)
    {
        if (_seen.Add((id, pointer, arguments.FirstOrDefault() ?? "")))
        {
            _problems.Add((id, pointer, arguments));
        }
    }
}
