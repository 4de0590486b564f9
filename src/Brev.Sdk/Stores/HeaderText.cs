namespace Brev.Sdk.Stores;

/// <summary>Knows what a bearer value may consist of.</summary>
internal static class HeaderText
{
    /// <summary>Whether the value can stand in an HTTP header.</summary>
    public static bool IsValid(string value) => !value.AsSpan().ContainsAnyExceptInRange('\u0021', '\u007e');

    /// <summary>Refuses a value that cannot stand in an HTTP header, without showing it: it is a secret.</summary>
    /// <exception cref="ArgumentException">The value contains something else than visible ASCII.</exception>
    public static void Require(string value, string parameter)
    {
        if (!IsValid(value))
        {
            throw new ArgumentException("The value contains a space, a line break or another character that cannot stand in an HTTP "
                + "header. Pass the bare token or key.", parameter);
        }
    }
}
