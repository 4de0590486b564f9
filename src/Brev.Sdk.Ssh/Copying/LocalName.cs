namespace Brev.Sdk.Ssh.Copying;

/// <summary>Which names of the machine a file can have here.</summary>
internal static class LocalName
{
    /// <summary>What Windows takes in no name; control characters are the rest.</summary>
    private const string Special = "\"*:<>?\\|";

    /// <summary>Names of devices, with any extension: what is written to them is lost.</summary>
    private static readonly string[] Devices =
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(static number => new[] { $"COM{number}", $"LPT{number}" })];

    /// <summary>A server can name a file so that it would land elsewhere, and Windows takes less than other systems.</summary>
    public static bool IsUsable(string name, bool isWindows) =>
        name.Length > 0 && name is not ("." or "..") && name.IndexOfAny(['/', '\0']) < 0 && (!isWindows || IsUsableOnWindows(name));

    /// <summary>
    /// Whether the name may have had bytes that are no UTF-8: this character stands for them, so that by the name nothing can be asked
    /// for, or another file whose own the character is.
    /// </summary>
    public static bool MayLackBytes(string name) => name.Contains('\uFFFD', StringComparison.Ordinal);

    private static bool IsUsableOnWindows(string name) =>
        !name.Any(static character => character < ' ' || Special.Contains(character))
            && name[^1] is not ('.' or ' ')
            && !Devices.Contains(name.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);
}
