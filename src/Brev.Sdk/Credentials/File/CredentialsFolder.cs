namespace Brev.Sdk.Credentials;

/// <summary>The folder that holds the credentials file.</summary>
internal static class CredentialsFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates the folder when it is missing, for its owner alone: what is in it is secret. (The CLI lets the group in as well; a
    /// folder that exists keeps its mode.) Created by root, it belongs to whom the folder around it belongs to.
    /// </summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var missing = new Stack<string>();
        for (var level = folder; level is { Length: > 0 } && !Directory.Exists(level); level = Path.GetDirectoryName(level))
        {
            missing.Push(level);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }

        foreach (var level in missing)
        {
            FileOwner.InheritFromParent(level);
        }
    }
}
