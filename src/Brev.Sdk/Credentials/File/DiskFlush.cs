using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Brev.Sdk.Credentials;

/// <summary>Makes sure that what was written is on the disk, so that a power cut loses neither the new login nor the old one.</summary>
internal class DiskFlush
{
    private const int ReadOnly = 0;

    /// <summary>The disk of this machine.</summary>
    public static DiskFlush Default { get; } = new();

    /// <summary>Waits until the content of a file is on the disk.</summary>
    public virtual void FlushFile(FileStream file) => file.Flush(flushToDisk: true);

    /// <summary>Waits until the names in a folder are on the disk, which a rename needs on POSIX systems. Windows keeps them itself.</summary>
    public virtual void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = OpenFolder(folder);
        if (handle.IsInvalid)
        {
            return;
        }

        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (IOException)
        {
            // Some file systems know no flush for folders. The rename has happened; only its durability is up to them.
        }
    }

    /// <summary>.NET refuses to open folders. Not on Windows; the handle is invalid when the folder cannot be opened.</summary>
    public static SafeFileHandle OpenFolder(string folder) => new(Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly), ownsHandle: true);

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open(byte[] path, int flags);
}
