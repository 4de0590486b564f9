using Brev.Sdk.Ssh.Connecting;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>A local file or folder on its way to the machine.</summary>
internal sealed class Upload(
    SftpConnection connection, SshConnector connector, string local, string remote, Func<string, IReadOnlyList<CopyEntry>, CancellationToken, Task> makeLinks, SshCopyOptions options)
    : CopyPass(connection, connector, options)
{
    private IReadOnlyList<CopyEntry>? _plan;
    private string _root = "";

    protected override async Task<IReadOnlyList<CopyEntry>> PlanAsync(SftpClient sftp, CancellationToken cancellationToken)
    {
        if (_plan is null)
        {
            _plan = LocalTree.List(local);
            _root = RemotePath.Absolute(sftp, remote);
            if (_plan is [{ Path: "", Kind: CopyKind.File }] && (remote.EndsWith('/') || await IsFolderAsync(sftp, _root, cancellationToken).ConfigureAwait(false)))
            {
                _root = RemotePath.Combine(_root, Path.GetFileName(local));
            }
        }

        return _plan;
    }

    protected override async Task MakeFoldersAsync(SftpClient sftp, IEnumerable<CopyEntry> folders, CancellationToken cancellationToken)
    {
        await MakeFolderAsync(sftp, RemotePath.Parent(_root), cancellationToken).ConfigureAwait(false);
        foreach (var folder in folders)
        {
            await MakeFolderAsync(sftp, RemotePath.Combine(_root, folder.Path), cancellationToken).ConfigureAwait(false);
        }
    }

    protected override async Task CopyFileAsync(SftpClient sftp, CopyEntry file, CancellationToken cancellationToken)
    {
        var target = RemotePath.Combine(_root, file.Path);
        var partial = RemotePath.Partial(target);
        var source = file.Path.Length == 0 ? local : Path.Combine(local, file.Path);
        var writer = new ParallelWriter(sftp, source, partial, file.Length, Meter);
        try
        {
            await writer.WriteAsync(Arrived.GetValueOrDefault(file.Path), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Arrived[file.Path] = writer.Arrived;
        }

        await Task.Run(() => Settle(sftp, file, partial, target), cancellationToken).ConfigureAwait(false);
    }

    protected override async Task FinishAsync(SftpClient sftp, IReadOnlyList<CopyEntry> links, IEnumerable<CopyEntry> folders, CancellationToken cancellationToken)
    {
        if (links.Count > 0)
        {
            await makeLinks(_root, links, cancellationToken).ConfigureAwait(false);
        }

        await Task.Run(() => SetModes(sftp, folders), cancellationToken).ConfigureAwait(false);
    }

    private void SetModes(SftpClient sftp, IEnumerable<CopyEntry> folders)
    {
        foreach (var folder in folders.Where(folder => folder.Mode is not null))
        {
            sftp.ChangePermissions(RemotePath.Combine(_root, folder.Path), Digits(folder.Mode!.Value));
        }
    }

    private static void Settle(SftpClient sftp, CopyEntry file, string partial, string target)
    {
        if (file.Mode is { } mode)
        {
            sftp.ChangePermissions(partial, Digits(mode));
        }

        sftp.RenameFile(partial, target, isPosix: true);
    }

    /// <summary>The library takes the octal digits of a mode as a decimal number.</summary>
    private static short Digits(UnixFileMode mode) => short.Parse(Convert.ToString((int)mode & 0x1FF, 8), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task MakeFolderAsync(SftpClient sftp, string path, CancellationToken cancellationToken)
    {
        if (await IsFolderAsync(sftp, path, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        await MakeFolderAsync(sftp, RemotePath.Parent(path), cancellationToken).ConfigureAwait(false);
        await sftp.CreateDirectoryAsync(path, cancellationToken).ConfigureAwait(false);
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
}
