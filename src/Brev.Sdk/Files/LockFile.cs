using System.Runtime.InteropServices;

namespace Brev.Sdk.Files;

/// <summary>A file that is a lock as long as a process keeps it open. It is created when it is missing, with its folder.</summary>
internal static class LockFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Exclusive = 2;
    private const int DoNotWait = 4;

    private static int WouldBlock => OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Tries once.</summary>
    public static LockAttempt TryTake(string path)
    {
        try
        {
            AtomicFile.CreateFolder(Path.GetDirectoryName(path)!);
            return Open(path) is { } file ? Confirm(file, path) : LockAttempt.HeldByAnother;
        }
        catch (Exception exception) when (IsHeldByAnother(exception))
        {
            return LockAttempt.HeldByAnother;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unavailable(path, exception.Message);
        }
    }

    /// <summary>
    /// A lock needs no right to write: it can be had on another user's file that may be read, and where everything is read-only.
    /// </summary>
    /// <returns><see langword="null"/> when another process has created it a moment ago.</returns>
    private static FileStream? Open(string path)
    {
        OrdinaryFile.Require(path);
        try
        {
            return Open(path, FileMode.Open, FileAccess.ReadWrite);
        }
        catch (FileNotFoundException)
        {
            return Create(path);
        }
        catch (Exception exception) when (
            (exception is UnauthorizedAccessException or IOException) && !IsHeldByAnother(exception) && File.Exists(path))
        {
            return Open(path, FileMode.Open, FileAccess.Read);
        }
    }

    /// <summary>Never through a link that leads nowhere: it could make a privileged process create a file anywhere.</summary>
    private static FileStream? Create(string path)
    {
        try
        {
            return Open(path, FileMode.CreateNew, FileAccess.ReadWrite);
        }
        catch (IOException) when (new FileInfo(path) is { Exists: true, LinkTarget: null })
        {
            return null;
        }
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None, BufferSize = 0 };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// .NET locks a file when it opens it, but does not report when the file system cannot, or when the application has switched that off.
    /// A lock that is held is granted again at once, so it is asked for once more.
    /// </summary>
    private static LockAttempt Confirm(FileStream file, string path)
    {
        if (OperatingSystem.IsWindows() || Lock((int)file.SafeFileHandle.DangerousGetHandle(), Exclusive | DoNotWait) == 0)
        {
            return new LockAttempt(file, null);
        }

        var error = Marshal.GetLastPInvokeError();
        file.Dispose();
        return error == WouldBlock ? LockAttempt.HeldByAnother : Unavailable(path, Marshal.GetPInvokeErrorMessage(error));
    }

    private static LockAttempt Unavailable(string path, string reason) => new(
        null,
        $"the lock file '{path}' cannot be used ({reason.TrimEnd('.')}). It must be an empty file that this user may open, or may "
            + "create in a writable folder of a local disk with room.");

    private static bool IsHeldByAnother(Exception exception) =>
        exception is IOException
            && (OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 32 or 33 : exception.HResult == WouldBlock);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Lock(int handle, int operation);
}
