namespace Brev.Sdk.Ssh.Configuring;

/// <summary>The one path of a file, by whatever links it is reached.</summary>
internal static class RealPath
{
    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The names below the root of an absolute path.</summary>
    public static string[] NamesOf(string path) =>
        path[Path.GetPathRoot(path)!.Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    public static string Of(string path)
    {
        var real = Path.GetPathRoot(path)!;
        foreach (var name in NamesOf(path))
        {
            // A folder above is the one above the link's end, so that names are taken one by one.
            var place = Path.GetFullPath(Path.Combine(real, name));
            real = new FileInfo(place).LinkTarget is null
                ? place
                : Of(File.ResolveLinkTarget(place, returnFinalTarget: false)!.FullName);
        }

        return real;
    }
}
