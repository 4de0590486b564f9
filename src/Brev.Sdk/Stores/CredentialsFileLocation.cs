namespace Brev.Sdk.Stores;

/// <summary>Finds the credentials file.</summary>
internal static class CredentialsFileLocation
{
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
    /// The file that a link stands for, so that a save replaces what the link points at and not the link. It need not exist.
    /// </summary>
    /// <exception cref="BrevConfigurationException">The links lead round in a circle.</exception>
    public static string FollowLinks(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException exception)
        {
            throw new BrevConfigurationException(
                $"The link '{path}' cannot be followed ({exception.Message.TrimEnd('.')}). Repair the link, or pass another path.",
                exception);
        }
    }

    private static string Home()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length > 0
            ? home
            : throw new BrevConfigurationException(
                "The current user has no home folder, so there is no ~/.brev/credentials.json. Set HOME, or pass the path of the "
                    + "credentials file.");
    }
}
