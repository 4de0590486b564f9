namespace Brev.Sdk.Generators.Parsing.Schemas;

/// <summary>
/// Counts members that a type or a call has because a schema elsewhere describes them. Each of n types that extend one of m members needs
/// all of these, which is the square of what the document says; so a document gets as many as are in proportion to it.
/// </summary>
/// <param name="characters">The length of the document.</param>
internal sealed class RepeatedMembers(int characters)
{
    public const string Reason =
        "the members of others are repeated so often in this document that its code would grow with the square of it";

    /// <summary>Those of every document; what is known of public ones has fewer.</summary>
    private const int Always = 10_000;

    /// <summary>How many characters of a document allow for one more.</summary>
    private const int CharactersOfOne = 8;

    private readonly HashSet<string> _brought = new(StringComparer.Ordinal);
    private int _left = Always + (characters / CharactersOfOne);

    /// <summary>Whether the members of a place can stand in one more type or call.</summary>
    public bool TryBring(string place, int count) => count == 0 || _brought.Add(place) || TryRepeat(count);

    /// <summary>Whether so many members that stand elsewhere can stand in one more place.</summary>
    public bool TryRepeat(int count)
    {
        if (count > _left)
        {
            return false;
        }

        _left -= count;
        return true;
    }
}
