using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Puts text of the document where it can do nothing: into string literals and comments.</summary>
internal static class Literals
{
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>XML-escaped, on one line, with `code` in <c>&lt;c&gt;</c>.</summary>
    public static string Documentation(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            text.Append(character switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ when char.IsControl(character) || character is '\u2028' or '\u2029' or '\u0085' => " ",
                _ => character.ToString(),
            });
        }

        return Regex.Replace(Regex.Replace(text.ToString(), "`([^`]+)`", "<c>$1</c>"), " {2,}", " ").Trim();
    }
}
