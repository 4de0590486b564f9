using System.Security.Cryptography;

namespace Brev.Sdk.Ssh.Tests.Copying;

/// <summary>Folders of generated files, and what is in them, to compare.</summary>
public static class FileTree
{
    public static void Generate(string root, int files, int seed = 1)
    {
        var random = new Random(seed);
        for (var number = 0; number < files; number++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, $"folder {number % 20}", $"it's {number % 7}")).FullName;
            var bytes = new byte[random.Next(0, 5000)];
            random.NextBytes(bytes);
            var file = Path.Combine(folder, $"file-{number}");
            File.WriteAllBytes(file, bytes);
            File.SetUnixFileMode(file, number % 3 == 0 ? (UnixFileMode)0x1ED : (UnixFileMode)0x1A0);
        }
    }

    public static void WriteLarge(string path, long length)
    {
        using var file = File.Create(path);
        var (bytes, random) = (new byte[1024 * 1024], new Random(7));
        for (var left = length; left > 0; left -= bytes.Length)
        {
            random.NextBytes(bytes);
            file.Write(bytes, 0, (int)Math.Min(bytes.Length, left));
        }
    }

    /// <summary>Each path with its mode and the hash of its content, or the target of the link.</summary>
    public static SortedDictionary<string, string> Read(string root)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in new DirectoryInfo(root).EnumerateFileSystemInfos(
            "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            found[Path.GetRelativePath(root, item.FullName)] = item.LinkTarget is { } target
                ? $"link to {target}"
                : item is FileInfo ? $"{item.UnixFileMode} {Hash(item.FullName)}" : $"{item.UnixFileMode}";
        }

        return found;
    }

    public static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
