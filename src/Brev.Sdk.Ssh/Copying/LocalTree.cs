namespace Brev.Sdk.Ssh.Copying;

/// <summary>
/// Lists what there is in a local file or folder. Only a file that is named itself is followed when it is a link: its bytes are wanted.
/// </summary>
internal static class LocalTree
{
    public static List<CopyEntry> List(string root)
    {
        if (File.Exists(root))
        {
            return [FileEntry(new FileInfo(EndOf(root)), "")];
        }

        var entries = new List<CopyEntry> { new("", CopyKind.Folder, Mode: ModeOf(new DirectoryInfo(root))) };
        Walk(new DirectoryInfo(root), "", Path.GetFullPath(root), entries);
        return entries;
    }

    /// <summary>Where a link leads; its own length and time are those of its text.</summary>
    public static string EndOf(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static void Walk(DirectoryInfo folder, string below, string root, List<CopyEntry> entries)
    {
        foreach (var item in folder.EnumerateFileSystemInfos().OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            var path = below.Length == 0 ? item.Name : $"{below}/{item.Name}";
            if (LocalName.MayLackBytes(item.Name)
                && (entries.Exists(other => other.Path == path) || !Path.Exists(item.FullName)))
            {
                entries.Add(new CopyEntry(path, CopyKind.Other));
            }
            else if (item.LinkTarget is { } target)
            {
                entries.Add(LinkEntry(item, target, path, root));
            }
            else if (item is DirectoryInfo inner)
            {
                entries.Add(new CopyEntry(path, CopyKind.Folder, Mode: ModeOf(inner)));
                Walk(inner, path, root, entries);
            }
            else
            {
                entries.Add(CopyPart.IsOne(item.Name) ? new CopyEntry(path, CopyKind.Other) : FileEntry((FileInfo)item, path));
            }
        }
    }

    private static CopyEntry FileEntry(FileInfo file, string path) => SpecialFile.Is(file)
        ? new CopyEntry(path, CopyKind.Other)
        : new CopyEntry(path, CopyKind.File, file.Length, ModeOf(file) & ~CopyPass.Special) { WrittenOn = file.LastWriteTimeUtc };

    /// <summary>A link whose end lies within the folder stays a link, relative to its own place; any other is left out.</summary>
    private static CopyEntry LinkEntry(FileSystemInfo link, string target, string path, string root)
    {
        var place = Path.GetDirectoryName(link.FullName)!;
        var end = EndOf(link);
        var next = Path.GetFullPath(Path.Combine(place, target));
        return end is { Exists: true } && IsWithin(end.FullName, root) && IsWithin(next, root)
            ? new CopyEntry(
                path, CopyKind.Link) { LinkTarget = Path.GetRelativePath(place, next).Replace(Path.DirectorySeparatorChar, '/') }
            : new CopyEntry(path, CopyKind.Other);
    }

    /// <summary>Where it leads; <see langword="null"/> when that is in a circle.</summary>
    private static FileSystemInfo? EndOf(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsWithin(string path, string root) =>
        path == root || path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static UnixFileMode? ModeOf(FileSystemInfo item) => OperatingSystem.IsWindows() ? null : item.UnixFileMode;
}
