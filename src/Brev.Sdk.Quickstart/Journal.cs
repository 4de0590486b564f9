namespace Brev.Sdk.Quickstart;

/// <summary>What happened, for the summary at the end.</summary>
internal sealed class Journal
{
    private readonly List<(string What, string Outcome)> _entries = [];

    public IReadOnlyList<(string What, string Outcome)> Entries => _entries;

    public void Add(string what, string outcome) => _entries.Add((what, outcome));
}
