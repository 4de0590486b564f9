namespace Brev.Sdk.Ssh.Copying;

/// <summary>One thing to copy, by its path below the folder that is copied; the path of a single file is empty.</summary>
/// <param name="Path">The names from the folder down, separated by slashes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Length">The bytes of a file.</param>
/// <param name="Mode">Its permissions, such as 0x1ED for 0755; <see langword="null"/> where the system has none.</param>
internal sealed record CopyEntry(string Path, CopyKind Kind, long Length = 0, UnixFileMode? Mode = null)
{
    /// <summary>Where a link within the folder leads, relative to the link's own place.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>When it was last written, which tells whether a part that has been copied is of the same content.</summary>
    public DateTime WrittenOn { get; init; }
}
