using System.Runtime.InteropServices;

namespace Brev.Sdk.Credentials;

/// <summary>A file that is a lock as long as a process keeps it open. It is created when it is missing, with its folder.</summary>
internal static class LockFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int Exclusive = 2;
    private const int DoNotWait = 4;

    /// <summary>Tries once.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be told whether another process holds it, for a reason that passes.</exception>
    public static LockAttempt TryTake(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            CredentialsFolder.Create(folder);
            var attempt = Take(OpenOrCreate(path), path);

            // It is always empty; anything else is no lock file, whoever has put it there.
            if (attempt.File is { Length: 0 } file)
            {
                FileOwner.Inherit(file.SafeFileHandle, path, folder);
            }

            return attempt;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Explain(path, folder, exception);
        }
    }

    private static FileStream OpenOrCreate(string path)
    {
        try
        {
            return Open(path, FileMode.Open, FileAccess.ReadWrite);
        }
        catch (FileNotFoundException)
        {
            // Never through a link that leads nowhere: it could make a privileged process create a file anywhere.
            return Open(path, FileMode.CreateNew, FileAccess.ReadWrite);
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
    /// .NET takes a lock on what it opens as far as the file system knows locks and the application has not switched them off, and does not tell when it could
    /// not. Asked for once more, a lock that is held is granted at once.
    /// </summary>
    private static LockAttempt Take(FileStream file, string path)
    {
        try
        {
            if (OperatingSystem.IsWindows() || Lock((int)file.SafeFileHandle.DangerousGetHandle(), Exclusive | DoNotWait) == 0)
            {
                return new LockAttempt(file, null);
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return new LockAttempt(file, null);
        }

        var error = Marshal.GetLastPInvokeError();
        file.Dispose();
        return FileError.IsHeldByAnother(error)
            ? LockAttempt.HeldByAnother
            : new LockAttempt(null, $"the file system of '{path}' grants no locks ({Marshal.GetPInvokeErrorMessage(error)}). Keep the credentials file on a local disk.");
    }

    private static LockAttempt Explain(string path, string folder, Exception exception)
    {
        if (FileError.IsHeldByAnother(exception) || (FileError.IsThereAlready(exception) && IsFile(path)))
        {
            return LockAttempt.HeldByAnother;
        }

        if (FileError.IsDenied(exception))
        {
            return TakeForReading(path, folder, exception);
        }

        if (FileError.IsFull(exception))
        {
            return new LockAttempt(null, $"the disk is too full for the lock file '{path}' ({Text(exception)}). Free some space.");
        }

        return FileError.IsMisplaced(exception) ? Unusable(path, exception) : throw Unavailable(path, exception);
    }

    /// <summary>A lock needs no right to write: it can be had on the file of another user that may be read, and where everything is read-only.</summary>
    private static LockAttempt TakeForReading(string path, string folder, Exception denied)
    {
        try
        {
            return Take(Open(path, FileMode.Open, FileAccess.Read), path);
        }
        catch (Exception exception) when (FileError.IsHeldByAnother(exception))
        {
            return LockAttempt.HeldByAnother;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new LockAttempt(null, $"no lock file can be created in '{folder}' ({Text(denied)}). Make the folder writable for this user, or keep the credentials file in another one.");
        }
        catch (Exception exception) when (FileError.IsDenied(exception) || FileError.IsMisplaced(exception))
        {
            return Unusable(path, exception);
        }
        catch (IOException exception)
        {
            throw Unavailable(path, exception);
        }
    }

    private static LockAttempt Unusable(string path, Exception exception) =>
        new(null, $"the lock file '{path}' cannot be opened ({Text(exception)}). It may be another user's, as after sudo: make it a file of this user's, and let it stay.");

    private static StoreUnavailableException Unavailable(string path, Exception exception) =>
        new($"The lock file '{path}' cannot be opened at the moment ({Text(exception)}). Close some files, or repair the disk, and try again.", exception);

    private static bool IsFile(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null };

    private static string Text(Exception exception) => exception.Message.TrimEnd('.');

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Lock(int handle, int operation);
}
