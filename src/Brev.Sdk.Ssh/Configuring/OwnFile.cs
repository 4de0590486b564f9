using Brev.Sdk.Files;

namespace Brev.Sdk.Ssh.Configuring;

/// <summary>
/// A file of the user's that is replaced as a whole: a reader finds all of the old content or all of the new. A link stays one, and its
/// target is replaced. Folders and files that are missing are made for the user alone.
/// </summary>
internal sealed class OwnFile(string path, string advice)
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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
    public Task WritePrivateAsync(byte[] content) => WriteAsync(content, FileMode600);

    /// <summary>Writes the content, unless it stands there already, and leaves the permissions as they are.</summary>
    /// <exception cref="BrevConfigurationException">The file cannot be written.</exception>
    public Task WriteKeepingModeAsync(byte[] content) => WriteAsync(content, null);

    private async Task WriteAsync(byte[] content, UnixFileMode? mode)
    {
        try
        {
            var target = new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
            var exists = File.Exists(target);
            if (!exists || !File.ReadAllBytes(target).AsSpan().SequenceEqual(content))
            {
                var kept = exists && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(target) : FileMode600;
                await new AtomicFile(DiskFlush.Default, TimeProvider.System)
                    .ReplaceAsync(target, content, mode ?? kept)
                    .ConfigureAwait(false);
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

    private BrevConfigurationException Unusable(string verb, Exception exception) =>
        new($"The file '{path}' cannot be {verb}: {exception.Message.TrimEnd('.')}. {advice}", exception);
}
