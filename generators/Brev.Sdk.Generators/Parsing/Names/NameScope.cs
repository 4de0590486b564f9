using System.Globalization;
using Brev.Sdk.Generators.Names;

namespace Brev.Sdk.Generators.Parsing.Names;

/// <summary>
/// Gives the names of one scope. What collides is settled by the names themselves: the one that needs no change keeps it, the others have
/// their odd characters spelled, and what is still the same gets a mark computed from its own name; so the order of the document decides
/// nothing.
/// </summary>
/// <param name="comparer">Says which names are one.</param>
/// <param name="isOwn">
/// Says which names the emitter makes itself: what the document calls so makes way, whether or not the emitter has such a name to make.
/// </param>
internal sealed class NameScope(IEqualityComparer<string> comparer, Func<string, bool>? isOwn = null)
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
    public Dictionary<string, string> Assign(
        IEnumerable<string> originals, Func<string, string> convert, Action<string, string> collided, string reservedSuffix = "Value")
    {
        var sorted = Sorted(originals);
        var result = new Dictionary<string, string>(sorted.Count, StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(sorted.Count, comparer);
        Dictionary<string, List<string>>? collisions = null;
        foreach (var original in sorted)
        {
            if (result.ContainsKey(original))
            {
                continue;
            }

            var name = WithoutReserved(Bounded(convert(original), original), reservedSuffix);
            result[original] = name;
            if (!owners.TryGetValue(name, out var owner))
            {
                owners.Add(name, original);
                continue;
            }

            collisions ??= new Dictionary<string, List<string>>(StringComparer.Ordinal);
            if (!collisions.TryGetValue(result[owner], out var group))
            {
                collisions.Add(result[owner], group = [owner]);
            }

            group.Add(original);
        }

        var others = collisions is null ? [] : Losers(collisions);
        foreach (var original in others)
        {
            result.Remove(original);
        }

        _taken.UnionWith(result.Values);
        foreach (var original in others)
        {
            result[original] = Free(Bounded(WithoutReserved(Spelled.Text(original), reservedSuffix), original), original);
            collided(original, result[original]);
        }

        return result;
    }

    public bool IsTaken(string name) => _taken.Contains(name);

    /// <summary>A name for one more thing; <paramref name="identity"/> is what tells it from all others in the document.</summary>
    public string Claim(string name, string identity) => Free(Bounded(name, identity), identity);

    /// <summary>By their characters.</summary>
    private static List<string> Sorted(IEnumerable<string> originals)
    {
        var sorted = new List<string>(originals);
        sorted.Sort(StringComparer.Ordinal);
        return sorted;
    }

    /// <summary>
    /// Those whose name another one keeps: the one that is spelled as the identifier is; otherwise the first by its characters.
    /// </summary>
    private static List<string> Losers(Dictionary<string, List<string>> collisions)
    {
        var losers = new List<string>();
        foreach (var name in Sorted(collisions.Keys))
        {
            var group = collisions[name];
            group.Remove(group.Find(static original => original == Naming.Pascal(original)) ?? group.Find(Naming.IsIdentifier) ?? group[0]);
            losers.AddRange(group);
        }

        return losers;
    }

    /// <summary>Also a name that ends as one does that has made way, so that both stay apart.</summary>
    private string WithoutReserved(string name, string suffix)
    {
        var stem = name;
        while (stem.Length > suffix.Length && stem.EndsWith(suffix, StringComparison.Ordinal))
        {
            stem = stem.Substring(0, stem.Length - suffix.Length);
        }

        return _taken.Contains(name) || isOwn?.Invoke(stem) == true ? name + suffix : name;
    }

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
