namespace Brev.Sdk.Generators.Names;

/// <summary>
/// The methods that are emitted for one operation beside its own, all in one scope with the operations. No operation has such a name by
/// itself, and each of these names comes from one operation alone; so an operation that is added renames nothing.
/// </summary>
internal static class MethodNames
{
    private const string CoreEnd = "Core";
    private const string StreamingEnd = "Streaming";
    private const string PagesEnd = "AllPages";
    private const string List = nameof(List);
    private const string Enumerate = nameof(Enumerate);

    /// <summary>The method that Refit implements in place of one whose values are turned into text first.</summary>
    public static string Core(string operation) => operation + CoreEnd;

    /// <summary>The method that gives the same answer as a stream.</summary>
    public static string Streaming(string operation) => operation + StreamingEnd;

    /// <summary>The method that reads all pages.</summary>
    public static string Pages(string operation) =>
        Begins(operation, List) ? Enumerate + operation.Substring(List.Length) : operation + PagesEnd;

    /// <summary>Whether an operation can have a method of this name beside its own.</summary>
    public static bool IsOwn(string name) =>
        name.EndsWith(CoreEnd, StringComparison.Ordinal)
        || name.EndsWith(StreamingEnd, StringComparison.Ordinal)
        || name.EndsWith(PagesEnd, StringComparison.Ordinal)
        || Begins(name, Enumerate);

    /// <summary>Whether a word is the first of a name, and not the whole.</summary>
    private static bool Begins(string name, string word) =>
        name.Length > word.Length && name.StartsWith(word, StringComparison.Ordinal) && !char.IsLower(name[word.Length]);
}
