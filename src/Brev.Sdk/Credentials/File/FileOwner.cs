using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Brev.Sdk.Credentials;

/// <summary>
/// Leaves what a privileged process creates to those whose login it is: after <c>sudo</c> a file of root's in a user's home would lock the user out.
/// </summary>
/// <remarks>
/// On Linux only, where <c>statx</c> has the same layout on every processor. Elsewhere nothing changes hands: Windows lets the rights of the folder count
/// for what is created in it, and on macOS the owner of what root has stored is root.
/// </remarks>
internal static class FileOwner
{
    private const int CurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const int ByHandle = 0x1000;
    private const uint TypeLinksAndOwner = 0x1F;

    private const int StatusSize = 256;
    private const int LinksAt = 16;
    private const int UserAt = 20;
    private const int GroupAt = 24;
    private const int TypeAt = 28;
    private const int TypeMask = 0xF000;
    private const int Folder = 0x4000;
    private const int OrdinaryFile = 0x8000;

    /// <summary>
    /// Gives an open file or folder, which stands at <paramref name="path"/>, the owner and the group of <paramref name="model"/>. Both paths are free from
    /// links. It never fails: a login that is stored for the wrong user is better than one that is lost.
    /// </summary>
    public static void Inherit(SafeFileHandle created, string path, string model)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return;
        }

        try
        {
            var handle = (int)created.DangerousGetHandle();
            if (Read(CurrentFolder, model, DoNotFollowLinks) is { } wanted
                && Read(handle, "", ByHandle) is { } actual
                && (wanted.User, wanted.Group) != (actual.User, actual.Group)
                && actual.IsOnlyHere
                && StandsAt(handle, path))
            {
                _ = ChangeOwner(handle, wanted.User, wanted.Group);
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // An old C library without statx.
        }
    }

    /// <summary>Gives a folder that has just been created the owner of the one that it stands in.</summary>
    public static void InheritFromParent(string folder)
    {
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Path.GetDirectoryName(folder) is { Length: > 0 } parent)
        {
            using var handle = DiskFlush.OpenFolder(folder);
            if (!handle.IsInvalid)
            {
                Inherit(handle, folder, parent);
            }
        }
    }

    /// <summary>
    /// Whoever owns the folder may put links in the way at any moment, to be given a file elsewhere. What counts is where the open file really is.
    /// </summary>
    private static bool StandsAt(int handle, string path) => new FileInfo($"/proc/self/fd/{handle}").LinkTarget == path;

    private static Status? Read(int folder, string path, int flags)
    {
        var status = new byte[StatusSize];
        return ReadStatus(folder, Encoding.UTF8.GetBytes(path + '\0'), flags, TypeLinksAndOwner, status) == 0
            ? new Status(
                BitConverter.ToUInt32(status, UserAt),
                BitConverter.ToUInt32(status, GroupAt),
                BitConverter.ToUInt16(status, TypeAt) & TypeMask,
                BitConverter.ToUInt32(status, LinksAt))
            : null;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int ReadStatus(int folder, byte[] path, int flags, uint mask, [Out] byte[] status);

    [DllImport("libc", EntryPoint = "fchown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int ChangeOwner(int handle, uint user, uint group);

    private readonly record struct Status(uint User, uint Group, int Type, uint Links)
    {
        /// <summary>A second name could be one that somebody has given to a file of root's.</summary>
        public bool IsOnlyHere => Type == Folder || (Type == OrdinaryFile && Links == 1);
    }
}
