using Brev.Sdk.Ssh.Connecting;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>A file or folder of the machine on its way here.</summary>
internal sealed class Download(SftpConnection connection, SshConnector connector, string remote, string local, SshCopyOptions options)
    : CopyPass(connection, connector, options)
{
    /// <summary>Many answers of the server: a write for each would cost more than the answer.</summary>
    private const int LongestPiece = 512 * 1024;

    private IReadOnlyList<CopyEntry>? _plan;
    private string _source = "";
    private string _root = "";

    protected override string Source => remote;

    protected override async Task<IReadOnlyList<CopyEntry>> PlanAsync(SftpClient sftp, CancellationToken cancellationToken)
    {
        if (_plan is null)
        {
            (_source, _root) = (RemotePath.Absolute(sftp, remote), local);
            _plan = await RemoteTree.ListAsync(sftp, _source, cancellationToken).ConfigureAwait(false);
            var isThere = Directory.Exists(local);
            _plan = isThere ? IntoExistingFolder(_plan) : _plan;
            if (_plan is [{ Path: "", Kind: CopyKind.File }])
            {
                _root = Path.EndsInDirectorySeparator(local) || isThere
                    ? Path.Combine(local, _source[(_source.LastIndexOf('/') + 1)..])
                    : File.Exists(local) ? LocalTree.EndOf(local) : local;
            }
        }

        return _plan;
    }

    protected override Task PrepareAsync(SftpClient sftp, bool hasFolders, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_root))!);
        return Task.CompletedTask;
    }

    protected override Task MakeFolderAsync(SftpClient sftp, CopyEntry folder, CancellationToken cancellationToken) =>
        Task.Run(() => MakeFolder(Place(folder), isNamed: folder.Path.Length == 0, folder.Mode), cancellationToken);

    protected override async Task CopyFileAsync(SftpClient sftp, CopyEntry file, CancellationToken cancellationToken)
    {
        var target = Place(file);
        var partial = PartPlace(file.Path, PartOf(file));
        await FetchAsync(sftp, file, partial, cancellationToken).ConfigureAwait(false);
        if (!OperatingSystem.IsWindows() && file.Mode is { } mode)
        {
            File.SetUnixFileMode(partial, mode);
        }

        File.Move(partial, target, overwrite: true);
    }

    protected override Task<IEnumerable<string>> MakeLinksAsync(IReadOnlyList<CopyEntry> links, CancellationToken cancellationToken) =>
        Task.FromResult<IEnumerable<string>>(
            [.. links.Where(link => !TryLink(Place(link), link.LinkTarget!)).Select(static link => link.Path)]);

    protected override Task SetModeAsync(SftpClient sftp, CopyEntry folder, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Place(folder), folder.Mode!.Value | (File.GetUnixFileMode(Place(folder)) & Special));
            }
        },
        cancellationToken);

    /// <summary>Windows has links of two kinds, and gives the right to make them to few users.</summary>
    private static bool TryLink(string place, string target)
    {
        File.Delete(place);
        target = target.Replace('/', Path.DirectorySeparatorChar);
        try
        {
            _ = Directory.Exists(Path.Combine(Path.GetDirectoryName(place)!, target))
                ? Directory.CreateSymbolicLink(place, target)
                : File.CreateSymbolicLink(place, target);
            return true;
        }
        catch (IOException) when (OperatingSystem.IsWindows())
        {
            return false;
        }
    }

    protected override Task RemovePartAsync(string path, string part, CancellationToken cancellationToken)
    {
        File.Delete(PartPlace(path, part));
        return Task.CompletedTask;
    }

    private string Place(CopyEntry entry) => Place(entry.Path);

    private string Place(string path) => path.Length == 0 ? _root : Path.Combine(_root, path);

    private string PartPlace(string path, string part) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Place(path)))!, part);

    /// <summary>
    /// A link in the place of a folder is replaced, as one in the place of a file is: it could lead out of the target, which only the user
    /// may do by naming it.
    /// </summary>
    private static void MakeFolder(string place, bool isNamed, UnixFileMode? mode)
    {
        if (!isNamed && new DirectoryInfo(place).LinkTarget is not null)
        {
            File.Delete(place);
        }

        if (OperatingSystem.IsWindows() || mode is not { } wanted)
        {
            Directory.CreateDirectory(place);
            return;
        }

        Directory.CreateDirectory(place, FolderForUserAlone);
        var before = File.GetUnixFileMode(place);
        var during = During(before, wanted, isNew: false);
        if (before != during)
        {
            File.SetUnixFileMode(place, during);
        }
    }

    /// <summary>A part is continued only while the file is the one that it is a part of.</summary>
    private async Task<long> FindBeginAsync(SftpClient sftp, CopyEntry file, string partial, CancellationToken cancellationToken)
    {
        var arrived = Arrived.GetValueOrDefault(file.Path);
        if (arrived == 0 || !File.Exists(partial))
        {
            Arrived.TryRemove(file.Path, out _);
            return 0;
        }

        var now = await sftp.GetAttributesAsync(RemotePath.Combine(_source, file.Path), cancellationToken).ConfigureAwait(false);
        if (now.LastWriteTimeUtc == file.WrittenOn && now.Size == file.Length)
        {
            return arrived;
        }

        Arrived.TryRemove(file.Path, out _);
        return 0;
    }

    private async Task FetchAsync(SftpClient sftp, CopyEntry file, string partial, CancellationToken cancellationToken)
    {
        var at = await FindBeginAsync(sftp, file, partial, cancellationToken).ConfigureAwait(false);
        var options =
            new FileStreamOptions
            {
                Mode = at == 0 ? FileMode.Create : FileMode.Open,
                Access = FileAccess.Write,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            };
        if (!OperatingSystem.IsWindows() && at == 0)
        {
            // Until it is complete, it is for the user alone: its own mode may be stricter than what is usual here.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var source = RemotePath.Combine(_source, file.Path);
        using var to = new FileStream(partial, options);
        await (at == 0
            ? BeginAsync(sftp, source, to, file, cancellationToken)
            : ContinueAsync(sftp, source, at, to, file, cancellationToken))
            .ConfigureAwait(false);
    }

    /// <summary>The library's own download is faster than a stream of it, but can only begin at the beginning.</summary>
    private Task BeginAsync(SftpClient sftp, string source, FileStream to, CopyEntry file, CancellationToken cancellationToken) =>
        sftp.DownloadFileAsync(source, to, new Arrivals(count => Arrive(file, count)), cancellationToken);

    private async Task ContinueAsync(
        SftpClient sftp, string source, long at, FileStream to, CopyEntry file, CancellationToken cancellationToken)
    {
        var from = await sftp.OpenAsync(source, FileMode.Open, FileAccess.Read, cancellationToken).ConfigureAwait(false);
        await using (from.ConfigureAwait(false))
        {
            from.Seek(at, SeekOrigin.Begin);
            to.Seek(at, SeekOrigin.Begin);
            var piece = new byte[Math.Clamp(file.Length - at, 1, LongestPiece)];
            while (await from.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)
                is > 0 and var count)
            {
                await to.WriteAsync(piece.AsMemory(0, count), CancellationToken.None).ConfigureAwait(false);
                Arrive(file, to.Position);
            }
        }
    }

    /// <summary>So much from the beginning is in the part now.</summary>
    private void Arrive(CopyEntry file, long count)
    {
        Meter.Add(count - Arrived.GetValueOrDefault(file.Path));
        Arrived[file.Path] = count;
    }

    private sealed class Arrivals(Action<long> arrive) : IProgress<DownloadFileProgressReport>
    {
        public void Report(DownloadFileProgressReport value) => arrive((long)value.TotalBytesDownloaded);
    }
}
