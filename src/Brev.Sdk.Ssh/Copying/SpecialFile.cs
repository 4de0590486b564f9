using System.Formats.Tar;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>
/// Tells pipes, sockets and devices from files. Opening one to find out could wait without end, or do something to a device. .NET shows the
/// kind of a file in one place only, the header of an archive's entry. All of them have no length, so that only empty files are asked
/// about.
/// </summary>
internal static class SpecialFile
{
    private const int TypeOffset = 156;
    private const byte RegularFile = (byte)'0';

    public static bool Is(FileInfo file)
    {
        if (OperatingSystem.IsWindows() || file.Length > 0)
        {
            return (file.Attributes & FileAttributes.Device) != 0;
        }

        using var archive = new MemoryStream();
        try
        {
            using var writer = new TarWriter(archive, TarEntryFormat.Gnu);
            writer.WriteEntry(file.FullName, "entry");
            return archive.GetBuffer()[TypeOffset] != RegularFile;
        }
        catch (UnauthorizedAccessException)
        {
            // A file that may not be read; copying it says so.
            return false;
        }
        catch (IOException)
        {
            // No archive takes a socket.
            return file.Exists;
        }
    }
}
