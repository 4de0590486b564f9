using System.Globalization;
using System.Text;

namespace Brev.Sdk.Generators.Names;

/// <summary>Says the characters of a name that an identifier cannot hold, so that names which differ in them only stay apart.</summary>
internal static class Spelled
{
    private static readonly Dictionary<char, string> Words = new()
    {
        ['+'] = "Plus", ['-'] = "Minus", ['_'] = "Underscore", ['.'] = "Dot", ['/'] = "Slash", [':'] = "Colon", [' '] = "Space",
        ['*'] = "Star", ['#'] = "Hash", ['@'] = "At", ['$'] = "Dollar", ['%'] = "Percent", ['&'] = "And", ['='] = "Equal",
        ['<'] = "Less", ['>'] = "Greater", ['!'] = "Not", ['?'] = "Question", ['|'] = "Or", ['~'] = "Tilde", ['^'] = "Caret",
        [','] = "Comma", [';'] = "Semicolon", ['('] = "Open", [')'] = "Close", ['['] = "OpenBracket", [']'] = "CloseBracket",
        ['{'] = "OpenBrace", ['}'] = "CloseBrace", ['\\'] = "Backslash", ['"'] = "Quote", ['\''] = "Apostrophe", ['`'] = "Backtick",
    };

    public static string Text(string text)
    {
        var name = new StringBuilder();
        var upper = true;
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                name.Append(upper ? char.ToUpperInvariant(character) : character);
                upper = false;
                continue;
            }

            name.Append(Words.TryGetValue(character, out var word)
                ? word
                : "U" + ((int)character).ToString("X4", CultureInfo.InvariantCulture));
            upper = true;
        }

        return name.Length == 0 ? "Empty" : char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }
}
