namespace Brev.Sdk.Generators.Names;

/// <summary>Turns names of the document into C# names; the same name always gives the same result.</summary>
internal static class Naming
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof",
        "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    };

    public static string Pascal(string text)
    {
        var name = new char[text.Length];
        var length = 0;
        var upper = true;
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                name[length++] = upper ? char.ToUpperInvariant(character) : character;
            }

            upper = !char.IsLetterOrDigit(character);
        }

        FixAcronyms(name, length);
        if (length == 0)
        {
            return text.Length == 0 ? "Empty" : Spelled.Text(text);
        }

        var result = new string(name, 0, length);
        return char.IsDigit(name[0]) ? "_" + result : result;
    }

    public static string Camel(string text)
    {
        var pascal = Pascal(text);
        var name = char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
        return Escaped(name);
    }

    /// <summary>Whether a text can stand in the code as it is.</summary>
    public static bool IsIdentifier(string text) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(text) && !Keywords.Contains(text);

    /// <summary>Whether a name is an identifier of ASCII, as a placeholder of a path has to be.</summary>
    public static bool IsPlain(string name)
    {
        foreach (var character in name)
        {
            if (character is not (>= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '0' and <= '9' or '_'))
            {
                return false;
            }
        }

        return name.Length > 0 && name[0] is not (>= '0' and <= '9');
    }

    /// <summary>A name that is a keyword of C# still becomes an identifier.</summary>
    public static string Escaped(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>
    /// Acronyms read as words: <c>launchableID</c> becomes <c>LaunchableId</c>, <c>SSHKeys</c> <c>SshKeys</c>, <c>IDs</c> <c>Ids</c>.
    /// </summary>
    private static void FixAcronyms(char[] name, int length)
    {
        for (var start = 0; start < length; start++)
        {
            var end = start;
            while (end < length && char.IsUpper(name[end]))
            {
                end++;
            }

            // In front of a lower-case word the last capital begins that word, except for a plural s.
            var plural = end < length && name[end] == 's' && (end + 1 == length || !char.IsLower(name[end + 1]));
            var last = end == length || !char.IsLower(name[end]) || plural ? end : end - 1;
            for (var index = start + 1; index < last; index++)
            {
                name[index] = char.ToLowerInvariant(name[index]);
            }

            start = Math.Max(start, end - 1);
        }
    }
}
