using Brev.Sdk.Generators.Diagnostics;
using Brev.Sdk.Generators.Reading;
using Microsoft.OpenApi;

namespace Brev.Sdk.Generators.Parsing;

/// <summary>Collects what is to be reported, each thing once.</summary>
internal sealed class ProblemLog
{
    private readonly HashSet<(string Id, string Pointer, string Argument)> _seen = [];
    private readonly List<(string Id, string Pointer, string[] Arguments)> _problems = [];

    public IReadOnlyList<(string Id, string Pointer, string[] Arguments)> Problems => _problems;

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
