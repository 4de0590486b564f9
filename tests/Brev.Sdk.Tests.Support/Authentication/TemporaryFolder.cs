namespace Brev.Sdk.Tests.Authentication;

/// <summary>A folder of one test's own, deleted with what is in it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("brev-sdk-").FullName;

    public string Path { get; }

    public string File(string name = "credentials.json") => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Delete(attempts: 10);
    }

    /// <summary>A save that outlasts its time limit, because the test's clock jumps, may write while the folder goes.</summary>
    private void Delete(int attempts)
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException) when (attempts > 1 && Directory.Exists(Path))
        {
            Delete(attempts - 1);
        }
        catch (DirectoryNotFoundException)
        {
            // The first attempt got further than it said.
        }
    }
}
