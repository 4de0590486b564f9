using Brev.Sdk.Files;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>
/// A disk that turns out to be full when what was written is to be flushed, as network file systems do. On Linux it is the kernel that says
/// so.
/// </summary>
internal sealed class FullDisk : DiskFlush
{
    public bool IsFull { get; set; } = true;

    public override void FlushFile(FileStream file)
    {
        if (!IsFull)
        {
            base.FlushFile(file);
        }
        else if (OperatingSystem.IsLinux())
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            full.WriteByte(0);
        }
        else
        {
            throw new IOException("No space left on device", 28);
        }
    }
}
