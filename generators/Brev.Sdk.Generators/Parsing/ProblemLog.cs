namespace Brev.Sdk.Generators.Parsing;

/// <summary>Collects what is to be reported, each thing once.</summary>
internal sealed class ProblemLog
{
    private readonly HashSet<(string Id, string Pointer, string Argument)> _seen = [];
    private readonly List<(string Id, string Pointer, string[] Arguments)> _problems = [];

    public IReadOnlyList<(string Id, string Pointer, string[] Arguments)> Problems => _problems;

    public void Add(string id, string pointer, params string[] arguments)
    {
        if (_seen.Add((id, pointer, arguments.FirstOrDefault() ?? "")))
        {
            _problems.Add((id, pointer, arguments));
        }
    }
}
