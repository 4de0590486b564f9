using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Brev.Sdk.Files;

/// <summary>
/// Reads ordinary files only. A named pipe in the place of a file would block its reader until a program writes into it, which may never
/// happen.
/// </summary>
internal static class OrdinaryFile
{
    private const int UsualSize = 8 * 1024;

    private static int DoNotBlock => OperatingSystem.IsLinux() ? 0x800 : 0x4;

    private static int CloseOnExec => OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    /// <summary>Refuses a pipe or a terminal. What is not there, or may not be opened, is left to the caller's own attempt.</summary>
    /// <exception cref="UnauthorizedAccessException">Something else than an ordinary file stands there.</exception>
    public static void Require(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var handle = OpenHandle(path);
        if (!handle.IsInvalid && !Directory.Exists(path))
        {
            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            if (!stream.CanSeek)
            {
                throw new UnauthorizedAccessException($"'{path}' is a pipe or another device, not an ordinary file.");
            }
        }
    }

    /// <summary>
    /// Reads at most <paramref name="largest"/> bytes and one more: a file may be a device, or grow faster than it is read.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied, or it is no ordinary file.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(string path, int largest, CancellationToken cancellationToken)
    {
        Require(path);

        // Shared with everyone: a reader must never stand in the way of the brev CLI, nor of a rename on Windows.
        var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        await using var _ = file.ConfigureAwait(false);
        var content = new byte[Math.Min(UsualSize, largest + 1)];
        var length = 0;
        while (length <= largest
            && await file.ReadAsync(content.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            if (length == content.Length && length <= largest)
            {
                Array.Resize(ref content, (int)Math.Min(length * 2L, largest + 1L));
            }
        }

        return content.AsMemory(0, length);
    }

    /// <summary>Opens a file or a folder for reading without waiting; not on Windows. The handle is invalid when that fails.</summary>
    public static SafeFileHandle OpenHandle(string path) =>
        new(Open(Encoding.UTF8.GetBytes(path + '\0'), DoNotBlock | CloseOnExec), ownsHandle: true);

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open(byte[] path, int flags);
}
