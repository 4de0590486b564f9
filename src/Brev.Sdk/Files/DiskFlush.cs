namespace Brev.Sdk.Files;

/// <summary>Makes sure that what was written is on the disk, so that a power cut loses neither the new content nor the old one.</summary>
internal class DiskFlush
{
    /// <summary>The disk of this machine.</summary>
    public static DiskFlush Default { get; } = new();

    /// <summary>Waits until the content of a file is on the disk.</summary>
    public virtual void FlushFile(FileStream file) => file.Flush(flushToDisk: true);

    /// <summary>
    /// Waits until the names in a folder are on the disk, which a rename needs on POSIX systems. Windows keeps them itself.
    /// </summary>
    public virtual void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // .NET refuses to open folders.
        using var handle = OrdinaryFile.OpenHandle(folder);
        try
        {
            if (!handle.IsInvalid)
            {
                RandomAccess.FlushToDisk(handle);
            }
        }
        catch (IOException)
        {
            // Some file systems know no flush for folders. The rename has happened; only its durability is up to them.
        }
    }
}
