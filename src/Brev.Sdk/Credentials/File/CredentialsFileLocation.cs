namespace Brev.Sdk.Credentials;

/// <summary>Finds the credentials file.</summary>
internal static class CredentialsFileLocation
{
    private const int MostLinks = 40;

    /// <summary>The file that the brev CLI of the current user reads and writes.</summary>
    /// <exception cref="BrevConfigurationException">The operating system knows no home folder.</exception>
    public static string Default() => Path.Combine(Home(), ".brev", "credentials.json");

    /// <summary>An absolute path, with <c>~/</c> taken as the user's home.</summary>
    public static string Absolute(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Home(), path[2..])
            : Path.GetFullPath(path);
    }

    /// <summary>
    /// The file itself, with every link on the way followed, so that a save replaces what a link points at and all paths to one
    /// file share one lock. The file need not exist.
    /// </summary>
    public static string FollowLinks(string path) => FollowLinks(path, MostLinks);

    private static string FollowLinks(string path, int linksLeft)
    {
        if (Path.GetDirectoryName(path) is not { Length: > 0 } folder)
        {
            return path;
        }

        var realFolder = FollowLinks(folder, linksLeft);
        var candidate = Path.Combine(realFolder, Path.GetFileName(path));
        if (new FileInfo(candidate).LinkTarget is not { } target)
        {
            return candidate;
        }

        return linksLeft > 0
            ? FollowLinks(Path.GetFullPath(target, realFolder), linksLeft - 1)
            : throw new IOException($"Too many symbolic links lead to '{path}'.");
    }

    private static string Home()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0
            ? home
            : throw new BrevConfigurationException(
                "The current user has no home folder, so there is no ~/.brev/credentials.json. Set HOME, or pass the path of the credentials file.");
    }
}
