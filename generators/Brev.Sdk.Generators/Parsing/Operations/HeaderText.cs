namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>Says what can stand in a header.</summary>
internal static class HeaderText
{
    /// <summary>Whether a text can be a name (RFC 9110, 5.6.2).</summary>
    public static bool IsName(string name)
    {
        foreach (var character in name)
        {
            if (character is not (>= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '0' and <= '9' or '!' or '#' or '$' or '%' or '&' or '\''
                or '*' or '+' or '.' or '^' or '_' or '`' or '|' or '~' or '-'))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    /// <summary>Whether a text can be a value as it is (RFC 9110, 5.5): visible characters of ASCII, with blanks between them.</summary>
    public static bool IsValue(string value)
    {
        foreach (var character in value)
        {
            if (character is not (>= ' ' and <= '~' or '\t'))
            {
                return false;
            }
        }

        return value.Trim().Length == value.Length;
    }
}
