namespace Brev.Sdk.Credentials;

/// <summary>The folder that holds the credentials file.</summary>
internal static class CredentialsFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Creates the folder when it is missing, for its owner alone: what is in it is secret. (The CLI lets the group in as well; a
    /// folder that exists keeps its mode.)
    /// </summary>
    public static void Create(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }
}
