namespace Brev.Sdk.Credentials;

/// <summary>Finds the credentials file.</summary>
internal static class CredentialsFileLocation
{
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The file that the brev CLI of the current user reads and writes.</summary>
    /// <exception cref="BrevConfigurationException">The operating system knows no home folder.</exception>
    public static string Default() => Path.GetFullPath(Path.Combine(Home(), ".brev", "credentials.json"));

    /// <summary>An absolute path, with <c>~/</c> taken as the user's home.</summary>
    public static string Absolute(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Path.GetFullPath(path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home(), path[2..]) : path);
    }

    /// <summary>
    /// The file itself, with every link on the way followed, so that a save replaces what a link points at and all paths to one
    /// file share one lock. The file need not exist.
    /// </summary>
    /// <exception cref="BrevConfigurationException">The links lead round in a circle.</exception>
    public static string FollowLinks(string path)
    {
        var (current, ahead, linksLeft) = ("", new Stack<string>(), MostLinks);
        GoOnWith(path);
        while (ahead.TryPop(out var name))
        {
            if (name == "..")
            {
                // Upwards from where a link has led, as the operating system does it.
                current = Path.GetDirectoryName(current) ?? current;
                continue;
            }

            var next = Path.Combine(current, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                current = next;
            }
            else if (linksLeft-- > 0)
            {
                GoOnWith(target);
            }
            else
            {
                throw new BrevConfigurationException($"More than {MostLinks} symbolic links lead to '{path}', or they lead round in a circle. Repair the links, or pass another path.");
            }
        }

        return current;

        void GoOnWith(string way)
        {
            if (Path.GetPathRoot(way) is { Length: > 0 } root)
            {
                current = current.Length > 0 ? Path.GetFullPath(root, current) : root;
                way = way[root.Length..];
            }

            foreach (var name in way.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").Reverse())
            {
                ahead.Push(name);
            }
        }
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
