namespace Brev.Sdk.Files;

/// <summary>
/// Replaces a file as a whole: a reader, and a machine that loses power, finds either all of the old content or all of the new. The new
/// file is readable and writable for its owner alone, unless its caller knows better.
/// </summary>
internal sealed class AtomicFile(DiskFlush flush, TimeProvider timeProvider)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MostRenames = 20;
    private const string LeftoverMark = ".brev-";
    private const string LeftoverSuffix = ".tmp";

    /// <summary>What the names of temporary files end with, after the name of the file.</summary>
    public const string LeftoverPattern = LeftoverMark + "*" + LeftoverSuffix;

    private static readonly TimeSpan RenamePause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Replaces the file, which must not be a link, or creates it, with its folder. On failure the old file is as it was.
    /// </summary>
    public async ValueTask ReplaceAsync(string path, ReadOnlyMemory<byte> content, UnixFileMode mode = OwnerOnly)
    {
        var folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);
        var temporary = Path.Combine(folder, $"{LeftoverPrefix(path)}{Guid.NewGuid():N}{LeftoverSuffix}");
        try
        {
            WriteNew(temporary, content.Span, mode);
            await RenameAsync(temporary, path).ConfigureAwait(false);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }

        flush.FlushFolder(folder);
    }

    /// <summary>
    /// Creates a folder when it is missing, for its owner alone: what is in it is secret. A folder that exists keeps its mode.
    /// </summary>
    public static void CreateFolder(string folder)
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
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Deletes a file or a link; neither it nor its folder need be there.</summary>
    public static void Delete(string path)
    {
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// Deletes what killed processes left behind: temporary files hold secrets. Only for a caller that holds the lock of the file; without
    /// it these files may belong to a process that is about to rename one.
    /// </summary>
    public static void DeleteLeftovers(string path) => Array.ForEach(Leftovers(path), TryDelete);

    /// <summary>The temporary files of a file, whether their process was killed or is about to rename one.</summary>
    public static string[] Leftovers(string path)
    {
        try
        {
            var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Directory };
            return Directory.GetFiles(Path.GetDirectoryName(path)!, LeftoverPrefix(path) + "*" + LeftoverSuffix, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder may be gone, or may not be listed. Tidying up must not cost the new content.
            return [];
        }
    }

    /// <summary>The file that a temporary one was to become.</summary>
    public static string PathOfLeftover(string leftover)
    {
        var name = Path.GetFileName(leftover);
        return Path.Combine(Path.GetDirectoryName(leftover)!, name[1..name.LastIndexOf(LeftoverMark, StringComparison.Ordinal)]);
    }

    private static string LeftoverPrefix(string path) => $".{Path.GetFileName(path)}{LeftoverMark}";

    private void WriteNew(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // From the very first moment: a mode that is set later would leave a gap for other users.
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        if (mode != OwnerOnly && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, mode);
        }

        flush.FlushFile(file);
    }

    private async ValueTask RenameAsync(string temporary, string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(temporary, path, overwrite: true);
                return;
            }
            catch (Exception exception) when (
                OperatingSystem.IsWindows() && attempt < MostRenames && exception is IOException or UnauthorizedAccessException)
            {
                // Windows refuses to replace a file while another process has it open, which lasts as long as one read.
                await Task.Delay(RenamePause, timeProvider).ConfigureAwait(false);
            }
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next save tries again.
        }
    }
}
