using Brev.Sdk.Tests.Credentials.Files;
namespace Brev.Sdk.Tests.Doubles;

/// <summary>A file system of a few kilobytes, mounted on a folder of a test's own. Only root can mount one, and not everywhere.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    private string Filler => Path.Combine(_path, "filler");

    /// <summary>Mounts it; <see langword="null"/> where that is not allowed.</summary>
    /// <param name="path">An empty folder.</param>
    /// <param name="limit">What it is short of: <c>size=16k</c>, <c>nr_inodes=4</c>.</param>
    public static SmallDisk? TryMount(string path, string limit) =>
        OperatingSystem.IsLinux() && Tool.Succeeds("mount", "-t", "tmpfs", "-o", limit, "tmpfs", path) ? new SmallDisk(path) : null;

    /// <summary>Writes until the kernel says that no space is left.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        Assert.Equal(28, Assert.Throws<IOException>(() => FillUp(filler)).HResult);
    }

    /// <summary>Creates files until the kernel says that no space is left for another one.</summary>
    public void FillWithFiles() => Assert.Equal(28, Assert.Throws<IOException>(CreateFiles).HResult);

    public void MakeRoom()
    {
        foreach (var filler in Directory.GetFiles(_path, "filler*"))
        {
            File.Delete(filler);
        }
    }

    public void Dispose() => Tool.Output("umount", _path);

    private static void FillUp(FileStream filler)
    {
        while (true)
        {
            filler.WriteByte(0);
        }
    }

    private void CreateFiles()
    {
        for (var index = 0; ; index++)
        {
            File.WriteAllText(Filler + index, "");
        }
    }
}
