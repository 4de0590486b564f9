using System.Globalization;

namespace Brev.Sdk.Generators.Parsing.Names;

/// <summary>
/// Gives the names of one scope. What collides is settled by the names themselves: the one that needs no change keeps it, the others have
/// their odd characters spelled, and what is still the same gets a mark computed from its own name; so the order of the document decides
/// nothing.
/// </summary>
internal sealed class NameScope(IEqualityComparer<string> comparer)
{
    /// <summary>What tools, file systems and the runtime's metadata take, with room for what is put around a name.</summary>
    private const int Longest = 128;

    private readonly HashSet<string> _taken = new(comparer);

    /// <summary>Keeps a name from being given.</summary>
    public NameScope Reserve(params string[] names)
    {
        _taken.UnionWith(names);
        return this;
    }

    /// <summary>The names of some things that belong together, by their names in the document; and what had to be settled.</summary>
    public IReadOnlyDictionary<string, string> Assign(
        IEnumerable<string> originals, Func<string, string> convert, Action<string, string> collided, string reservedSuffix = "Value")
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        var groups = originals.Distinct(StringComparer.Ordinal).OrderBy(original => original, StringComparer.Ordinal)
            .Select(original => (Original: original, Name: WithoutReserved(Bounded(convert(original), original), reservedSuffix)))
            .GroupBy(wanted => wanted.Name, comparer)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.ToArray())
            .ToArray();
        foreach (var group in groups)
        {
            var (original, name) = Keeper(group);
            result[original] = name;
        }

        _taken.UnionWith(result.Values);
        foreach (var original in groups.SelectMany(group => group.Select(wanted => wanted.Original))
            .Where(original => !result.ContainsKey(original)))
        {
            result[original] = Free(Bounded(WithoutReserved(Spelled.Text(original), reservedSuffix), original), original);
            collided(original, result[original]);
        }

        return result;
    }

    public bool IsTaken(string name) => _taken.Contains(name);

    /// <summary>A name for one more thing; <paramref name="identity"/> is what tells it from all others in the document.</summary>
    public string Claim(string name, string identity) => Free(Bounded(name, identity), identity);

    /// <summary>Of the names that collide, the one that is spelled as the identifier is; otherwise the first by its characters.</summary>
    private static (string Original, string Name) Keeper((string Original, string Name)[] group) => group.Length == 1
        ? group[0]
        : group.Where(wanted => wanted.Original == Naming.Pascal(wanted.Original)).Concat(group).First();

    private string WithoutReserved(string name, string suffix) => _taken.Contains(name) ? name + suffix : name;

    private string Free(string name, string identity)
    {
        if (_taken.Add(name))
        {
            return name;
        }

        var marked = name + "_" + Mark(identity);
        _taken.Add(marked);
        return marked;
    }

    /// <summary>A name that is too long is cut, and ends in a mark of the whole.</summary>
    private static string Bounded(string name, string identity)
    {
        if (name.Length <= Longest)
        {
            return name;
        }

        var end = Longest - 9;
        return name.Substring(0, char.IsHighSurrogate(name[end - 1]) ? end - 1 : end) + "_" + Mark(name + "\n" + identity);
    }

    /// <summary>FNV-1a of the name, in eight digits.</summary>
    private static string Mark(string text)
    {
        var hash = 2166136261u;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
