namespace Brev.Sdk.Ssh.Configuring;

/// <summary>
/// A file of the user's that is replaced as a whole: a reader finds all of the old content or all of the new. A link stays one, and its
/// target is replaced. Folders and files that are missing are made for the user alone.
/// </summary>
internal sealed class OwnFile(string path, string advice)
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    /// <summary>The content; empty when there is no file.</summary>
    /// <exception cref="BrevConfigurationException">The file is there and cannot be read.</exception>
    public byte[] Read()
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable("read", exception);
        }
    }

    /// <summary>Writes the content, unless it stands there already, and takes the file from all other users.</summary>
    /// <exception cref="BrevConfigurationException">The file cannot be written.</exception>
    public void WritePrivate(byte[] content) => Write(content, FileMode600);

    /// <summary>Writes the content, unless it stands there already, and leaves the permissions as they are.</summary>
    /// <exception cref="BrevConfigurationException">The file cannot be written.</exception>
    public void WriteKeepingMode(byte[] content) => Write(content, null);

    private void Write(byte[] content, UnixFileMode? mode)
    {
        try
        {
            CreateFolder(Path.GetDirectoryName(path)!);
            var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            var exists = File.Exists(target);
            if (!exists || !File.ReadAllBytes(target).AsSpan().SequenceEqual(content))
            {
                Replace(target, content, mode ?? (exists && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(target) : FileMode600));
            }
            else if (mode is { } wanted && !OperatingSystem.IsWindows() && File.GetUnixFileMode(target) != wanted)
            {
                File.SetUnixFileMode(target, wanted);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable("written", exception);
        }
    }

    private static void CreateFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, FolderMode700);
        }
    }

    private static void Replace(string target, byte[] content, UnixFileMode mode)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.brev-{Guid.NewGuid():N}.tmp");
        try
        {
            var options =
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                // From the very first moment: a mode that is set later would leave a gap for other users.
                options.UnixCreateMode = FileMode600;
            }

            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(file.SafeFileHandle, mode);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private BrevConfigurationException Unusable(string verb, Exception exception) =>
        new($"The file '{path}' cannot be {verb}: {exception.Message.TrimEnd('.')}. {advice}", exception);
}
