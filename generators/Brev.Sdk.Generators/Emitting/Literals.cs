using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Puts text of the document where it can do nothing: into string literals and comments.</summary>
internal static class Literals
{
    private static readonly Regex Code = new("`([^`]+)`", RegexOptions.CultureInvariant);

    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>Whether something is left of a text in a comment.</summary>
    public static bool HasDocumentation(string value) => Enumerable.Range(0, value.Length).Any(index => !IsBlank(value, index));

    /// <summary>XML-escaped, on one line, with `code` in <c>&lt;c&gt;</c>. What XML does not allow is a blank.</summary>
    public static string Documentation(string value)
    {
        var text = new StringBuilder(value.Length);
        var isBlank = true;
        for (var index = 0; index < value.Length; index++)
        {
            if (IsBlank(value, index))
            {
                if (!isBlank)
                {
                    text.Append(' ');
                }

                isBlank = true;
                continue;
            }

            isBlank = false;
            Append(text, value[index]);
        }

        return Code.Replace(text.ToString(), "<c>$1</c>").Trim();
    }

    private static void Append(StringBuilder text, char character)
    {
        switch (character)
        {
            case '&':
                text.Append("&amp;");
                break;
            case '<':
                text.Append("&lt;");
                break;
            case '>':
                text.Append("&gt;");
                break;
            default:
                text.Append(character);
                break;
        }
    }

    /// <summary>Whether a character is a blank, or none that can stand in XML on one line.</summary>
    private static bool IsBlank(string text, int index) => text[index] switch
    {
        ' ' or '\u2028' or '\u2029' or '\u0085' or '\ufffe' or '\uffff' => true,
        var character when char.IsControl(character) => true,
        var character when char.IsHighSurrogate(character) =>
            index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]) || IsNonCharacter(text, index),
        var character when char.IsLowSurrogate(character) =>
            index == 0 || !char.IsHighSurrogate(text[index - 1]) || IsNonCharacter(text, index - 1),
        _ => false,
    };

    private static bool IsNonCharacter(string text, int index) => (char.ConvertToUtf32(text[index], text[index + 1]) & 0xFFFE) == 0xFFFE;
}
