namespace Brev.Sdk.Tests.Credentials.Files;

/// <summary>What another process does, done here: the operating system tells open files apart, not processes.</summary>
public static class Another
{
    /// <summary>Holds the lock of a credentials file until it is disposed.</summary>
    public static IDisposable ProcessHolds(string path) =>
        new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>The same by a process that may only read the lock file.</summary>
    public static IDisposable ReaderHolds(string path) => new FileStream(path + ".lock", FileMode.Open, FileAccess.Read, FileShare.None);
}
