using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Puts text of the document where it can do nothing: into string literals and comments.</summary>
internal static class Literals
{
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>Whether something is left of a text in a comment.</summary>
    public static bool HasDocumentation(string value)
    {
        for (var index = 0; index < value.Length; index++)
        {
            if (!IsBlank(value, index))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>XML-escaped, on one line, with `code` in <c>&lt;c&gt;</c>. What XML does not allow is a blank.</summary>
    public static string Documentation(string value)
    {
        if (IsPlain(value))
        {
            return value;
        }

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

        return WithCode(text.ToString()).Trim();
    }

    /// <summary>Whether a text is in a comment what it is without: words of ASCII with one blank between each two.</summary>
    private static bool IsPlain(string value)
    {
        var isBlank = true;
        foreach (var character in value)
        {
            if (character is < ' ' or > '~' or '&' or '<' or '>' or '`' || (isBlank && character == ' '))
            {
                return false;
            }

            isBlank = character == ' ';
        }

        return !isBlank;
    }

    /// <summary>What stands between two backticks, unless it is nothing.</summary>
    private static string WithCode(string text)
    {
        var start = text.IndexOf('`');
        if (start < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        var copied = 0;
        while (start >= 0 && text.IndexOf('`', start + 1) is > 0 and var end)
        {
            if (end > start + 1)
            {
                result.Append(text, copied, start - copied).Append("<c>").Append(text, start + 1, end - start - 1).Append("</c>");
                copied = end + 1;
                end = text.IndexOf('`', copied);
            }

            start = end;
        }

        return result.Append(text, copied, text.Length - copied).ToString();
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
