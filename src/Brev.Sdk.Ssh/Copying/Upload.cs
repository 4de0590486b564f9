using Brev.Sdk.Ssh.Connecting;
using Brev.Sdk.Ssh.Running;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>A local file or folder on its way to the machine.</summary>
internal sealed class Upload(
    SftpConnection connection, SshConnector connector, string local, string remote,
    Func<string, string, CancellationToken, Task> runInFolder, SshCopyOptions options)
    : CopyPass(connection, connector, options)
{
    private const UnixFileMode ForUserAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ReadableForAll = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private IReadOnlyList<CopyEntry>? _plan;
    private string _root = "";

    protected override string Source => local;

    protected override async Task<IReadOnlyList<CopyEntry>> PlanAsync(SftpClient sftp, CancellationToken cancellationToken)
    {
        if (_plan is null)
        {
            _plan = LocalTree.List(local);
            _root = RemotePath.Absolute(sftp, remote);
            var isThere = await IsFolderAsync(sftp, _root, cancellationToken).ConfigureAwait(false);
            _plan = isThere ? IntoExistingFolder(_plan) : _plan;
            if (_plan is [{ Path: "", Kind: CopyKind.File } file])
            {
                var isInto = remote.EndsWith('/') || isThere;
                _plan = isInto ? [file with { Path = Path.GetFileName(local) }] : _plan;
                _root = isInto ? _root : await RemotePath.EndOfAsync(sftp, _root, cancellationToken).ConfigureAwait(false);
            }
        }

        return _plan;
    }

    protected override async Task PrepareAsync(SftpClient sftp, bool hasFolders, CancellationToken cancellationToken)
    {
        var isInFolder = _plan is not [{ Path: "" }];
        var first = isInFolder && !hasFolders ? _root : RemotePath.Parent(_root);
        await MakeFoldersAsync(sftp, first, cancellationToken).ConfigureAwait(false);
        if (isInFolder)
        {
            await RemoveLinksAsync(sftp, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A link in the place of a folder or file is replaced: it could lead out of the target, which only the user may do by naming it. The
    /// library follows every link before it renames or deletes, so that the machine's own tools take them away.
    /// </summary>
    private async Task RemoveLinksAsync(SftpClient sftp, CancellationToken cancellationToken)
    {
        var planned = _plan!.Where(static entry => entry.Kind is CopyKind.File or CopyKind.Folder)
            .Select(static entry => entry.Path).ToHashSet();
        var links = await RemoteTree.LinksAsync(sftp, _root, planned, cancellationToken).ConfigureAwait(false);
        if (links.Count > 0)
        {
            await runInFolder(_root, string.Concat(links.Select(static link => Remove(link) + " || exit\n")), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static string Remove(string path) => $"rm -f -- {ShellText.Quote(path)}";

    protected override async Task CopyFileAsync(SftpClient sftp, CopyEntry file, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(sftp, file, cancellationToken).ConfigureAwait(false);
        }
        catch (SftpPathNotFoundException) when (Arrived.TryRemove(file.Path, out var arrived) && arrived > 0)
        {
            // Its part is gone: a connection that broke had renamed it already, and only the answer was lost. Whether that was all of it is
            // not known.
            await SendAsync(sftp, file, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override async Task<IEnumerable<string>> MakeLinksAsync(
        IReadOnlyList<CopyEntry> links, CancellationToken cancellationToken)
    {
        if (links.Count > 0)
        {
            // SFTP makes links with absolute targets only. In the place of a link or a folder, ln would make the link inside of it.
            var script = string.Concat(links.Select(static link =>
                $"{Remove(link.Path)} && ln -s -- {ShellText.Quote(link.LinkTarget!)} {ShellText.Quote(link.Path)} || exit\n"));
            await runInFolder(_root, script, cancellationToken).ConfigureAwait(false);
        }

        return [];
    }

    protected override Task RemovePartAsync(string path, string part, CancellationToken cancellationToken) =>
        Connected?.DeleteFileAsync(PartPlace(path, part), cancellationToken) ?? Task.CompletedTask;

    private string PartPlace(string path, string part) =>
        RemotePath.Combine(RemotePath.Parent(RemotePath.Combine(_root, path)), part);

    private async Task SendAsync(SftpClient sftp, CopyEntry file, CancellationToken cancellationToken)
    {
        var target = RemotePath.Combine(_root, file.Path);
        var partial = PartPlace(file.Path, PartOf(file));
        var source = File.Exists(local) ? LocalTree.EndOf(local) : Path.Combine(local, file.Path);
        var now = new FileInfo(source);
        var isSame = now.LastWriteTimeUtc == file.WrittenOn && now.Length == file.Length;
        await (isSame && Arrived.GetValueOrDefault(file.Path) is > 0 and { } arrived
            ? ContinueAsync(new ParallelWriter(sftp, source, partial, file.Length, Meter), file, arrived, cancellationToken)
            : BeginAsync(sftp, source, partial, file with { Length = now.Length }, cancellationToken)).ConfigureAwait(false);
        await Task.Run(() => Settle(sftp, file, partial, target), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The library's own upload has as much under way as the server takes, for half the work of requests on many handles, but can only
    /// begin at the beginning. It sends on the calling thread, and waits there while the server takes nothing.
    /// </summary>
    private async Task BeginAsync(SftpClient sftp, string source, string partial, CopyEntry file, CancellationToken cancellationToken)
    {
        if (file.Mode is { } mode && (mode & ReadableForAll) != ReadableForAll)
        {
            await MakePrivateAsync(sftp, partial, cancellationToken).ConfigureAwait(false);
        }

        using var from = new SourceFile(source, file.Length);
        var confirmed = new Confirmations(from, Meter);
        try
        {
            await Task.Run(() => sftp.UploadFileAsync(from, partial, canOverride: true, confirmed, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            Arrived[file.Path] = from.Arrived;
        }
    }

    /// <summary>A part is never readable for more users than the file that it becomes.</summary>
    private static async Task MakePrivateAsync(SftpClient sftp, string partial, CancellationToken cancellationToken)
    {
        var empty = await sftp.OpenAsync(partial, FileMode.Create, FileAccess.Write, cancellationToken).ConfigureAwait(false);
        await using (empty.ConfigureAwait(false))
        {
            await Task.Run(() => sftp.ChangePermissions(partial, Digits(ForUserAlone)), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ContinueAsync(ParallelWriter writer, CopyEntry file, long arrived, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync(arrived, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Arrived[file.Path] = writer.Arrived;
        }
    }

    protected override Task SetModeAsync(SftpClient sftp, CopyEntry folder, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var place = RemotePath.Combine(_root, folder.Path);
            var special = RemoteTree.ModeOf(sftp.GetAttributes(place)) & Special;
            sftp.ChangePermissions(place, Digits(folder.Mode!.Value | special));
        },
        cancellationToken);

    private static void Settle(SftpClient sftp, CopyEntry file, string partial, string target)
    {
        if (file.Mode is { } mode)
        {
            sftp.ChangePermissions(partial, Digits(mode));
        }

        sftp.RenameFile(partial, target, isPosix: true);
    }

    /// <summary>The library takes the octal digits of a mode as a decimal number.</summary>
    private static short Digits(UnixFileMode mode) =>
        short.Parse(Convert.ToString((int)mode, 8), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task MakeFoldersAsync(SftpClient sftp, string path, CancellationToken cancellationToken)
    {
        if (!await IsFolderAsync(sftp, path, cancellationToken).ConfigureAwait(false))
        {
            await MakeFoldersAsync(sftp, RemotePath.Parent(path), cancellationToken).ConfigureAwait(false);
            await sftp.CreateDirectoryAsync(path, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override async Task MakeFolderAsync(SftpClient sftp, CopyEntry folder, CancellationToken cancellationToken)
    {
        var path = RemotePath.Combine(_root, folder.Path);
        var isNew = !await IsFolderAsync(sftp, path, cancellationToken).ConfigureAwait(false);
        if (isNew)
        {
            await sftp.CreateDirectoryAsync(path, cancellationToken).ConfigureAwait(false);
        }

        if (folder.Mode is { } wanted)
        {
            var before = RemoteTree.ModeOf(await sftp.GetAttributesAsync(path, cancellationToken).ConfigureAwait(false));
            var during = During(before, wanted, isNew);
            if (before != during)
            {
                await Task.Run(() => sftp.ChangePermissions(path, Digits(during)), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<bool> IsFolderAsync(SftpClient sftp, string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await sftp.GetAttributesAsync(path, cancellationToken).ConfigureAwait(false)).IsDirectory;
        }
        catch (SftpPathNotFoundException)
        {
            return false;
        }
    }

    private sealed class Confirmations(SourceFile from, CopyMeter meter) : IProgress<UploadFileProgressReport>
    {
        public void Report(UploadFileProgressReport value)
        {
            var before = from.Arrived;
            from.Confirm((long)value.TotalBytesUploaded);
            meter.Add(from.Arrived - before);
        }
    }
}
