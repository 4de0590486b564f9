using Renci.SshNet;
using Renci.SshNet.Sftp;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>Lists what there is in a file or folder on the machine, without following links.</summary>
internal static class RemoteTree
{
    public static async Task<List<CopyEntry>> ListAsync(SftpClient sftp, string root, CancellationToken cancellationToken)
    {
        var attributes = await sftp.GetAttributesAsync(root, cancellationToken).ConfigureAwait(false);
        if (!attributes.IsDirectory)
        {
            return [FileEntry(attributes, "")];
        }

        var entries = new List<CopyEntry> { new("", CopyKind.Folder, Mode: ModeOf(attributes)) };
        var realRoot = (await sftp.GetAsync(root, cancellationToken).ConfigureAwait(false)).FullName;
        await WalkAsync(sftp, root, "", realRoot, entries, cancellationToken).ConfigureAwait(false);
        return entries;
    }

    /// <summary>The links that stand in the places of a plan, without what would be behind them.</summary>
    public static async Task<List<string>> LinksAsync(
        SftpClient sftp, string root, IReadOnlySet<string> planned, CancellationToken cancellationToken)
    {
        var (links, folders) = (new List<string>(), new Queue<string>());
        if (await sftp.ExistsAsync(root, cancellationToken).ConfigureAwait(false))
        {
            folders.Enqueue("");
        }

        while (folders.TryDequeue(out var folder))
        {
            await foreach (var item in sftp.ListDirectoryAsync(RemotePath.Combine(root, folder), cancellationToken).ConfigureAwait(false))
            {
                var path = folder.Length == 0 ? item.Name : $"{folder}/{item.Name}";
                if (planned.Contains(path) && item.IsSymbolicLink)
                {
                    links.Add(path);
                }
                else if (planned.Contains(path) && item.IsDirectory)
                {
                    folders.Enqueue(path);
                }
            }
        }

        return links;
    }

    public static UnixFileMode ModeOf(SftpFileAttributes attributes) =>
        Bit(attributes.IsUIDBitSet, UnixFileMode.SetUser)
        | Bit(attributes.IsGroupIDBitSet, UnixFileMode.SetGroup)
        | Bit(attributes.IsStickyBitSet, UnixFileMode.StickyBit)
        | Bit(attributes.OwnerCanRead, UnixFileMode.UserRead)
            | Bit(attributes.OwnerCanWrite, UnixFileMode.UserWrite) | Bit(attributes.OwnerCanExecute, UnixFileMode.UserExecute)
        | Bit(attributes.GroupCanRead, UnixFileMode.GroupRead)
        | Bit(attributes.GroupCanWrite, UnixFileMode.GroupWrite) | Bit(attributes.GroupCanExecute, UnixFileMode.GroupExecute)
        | Bit(attributes.OthersCanRead, UnixFileMode.OtherRead)
        | Bit(attributes.OthersCanWrite, UnixFileMode.OtherWrite) | Bit(attributes.OthersCanExecute, UnixFileMode.OtherExecute);

    private static async Task WalkAsync(
        SftpClient sftp, string root, string below, string realRoot, List<CopyEntry> entries, CancellationToken cancellationToken)
    {
        var folders = new List<string>();
        await foreach (var item in sftp.ListDirectoryAsync(RemotePath.Combine(root, below), cancellationToken).ConfigureAwait(false))
        {
            if (item.Name is "." or "..")
            {
                continue;
            }

            var path = below.Length == 0 ? item.Name : $"{below}/{item.Name}";
            if (!LocalName.IsUsable(item.Name, OperatingSystem.IsWindows())
                || (item.IsRegularFile && CopyPart.IsOne(item.Name))
                || (LocalName.MayLackBytes(item.Name)
                    && (entries.Exists(other => other.Path == path)
                        || !await sftp.ExistsAsync(RemotePath.Combine(root, path), cancellationToken).ConfigureAwait(false))))
            {
                entries.Add(new CopyEntry(path, CopyKind.Other));
            }
            else if (item.IsSymbolicLink)
            {
                entries.Add(
                    await LinkEntryAsync(sftp, RemotePath.Combine(root, path), path, realRoot, cancellationToken).ConfigureAwait(false));
            }
            else if (item.IsDirectory)
            {
                entries.Add(new CopyEntry(path, CopyKind.Folder, Mode: ModeOf(item.Attributes)));
                folders.Add(path);
            }
            else
            {
                entries.Add(FileEntry(item.Attributes, path));
            }
        }

        foreach (var folder in folders)
        {
            await WalkAsync(sftp, root, folder, realRoot, entries, cancellationToken).ConfigureAwait(false);
        }
    }

    private static CopyEntry FileEntry(SftpFileAttributes attributes, string path) => attributes.IsRegularFile
        ? new CopyEntry(
            path, CopyKind.File, attributes.Size, ModeOf(attributes) & ~CopyPass.Special) { WrittenOn = attributes.LastWriteTimeUtc }
        : new CopyEntry(path, CopyKind.Other);

    /// <summary>
    /// SFTP resolves a path to its end. One within the folder makes a link, any other is left out, as is a link that has no end: then SFTP
    /// gives the link itself.
    /// </summary>
    private static async Task<CopyEntry> LinkEntryAsync(
        SftpClient sftp, string full, string path, string realRoot, CancellationToken cancellationToken)
    {
        try
        {
            var item = await sftp.GetAsync(full, cancellationToken).ConfigureAwait(false);
            var end = item.FullName;
            if (!item.IsSymbolicLink && end.StartsWith(realRoot.TrimEnd('/') + "/", StringComparison.Ordinal))
            {
                var target = Path.GetRelativePath(Path.GetDirectoryName("/" + path)!, end[realRoot.TrimEnd('/').Length..]);
                return new CopyEntry(path, CopyKind.Link) { LinkTarget = target.Replace(Path.DirectorySeparatorChar, '/') };
            }
        }
        catch (Renci.SshNet.Common.SftpException)
        {
            // It leads nowhere.
        }

        return new CopyEntry(path, CopyKind.Other);
    }

    private static UnixFileMode Bit(bool isSet, UnixFileMode mode) => isSet ? mode : UnixFileMode.None;
}
