using System.Collections.Concurrent;
using Brev.Sdk.Ssh.Connecting;
using Brev.Sdk.Ssh.Diagnostics;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>
/// Copies the files of a plan, several at once, in as many passes as there are connections: each goes on where the last one broke. What is
/// complete is left out, and a file that was begun is continued behind what is known to have arrived. A copy that ends in any other way
/// takes its parts away.
/// </summary>
internal abstract class CopyPass(SftpConnection connection, SshConnector connector, SshCopyOptions options)
{
    protected const UnixFileMode FolderForUserAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Bits that mean something else than permissions. Folders keep those that they have at either end, such as the group of what is made
    /// in a shared folder; files lose them, because a program that runs as its owner would do so as another one.
    /// </summary>
    internal const UnixFileMode Special = UnixFileMode.SetUser | UnixFileMode.SetGroup | UnixFileMode.StickyBit;

    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, bool> _done = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _parts = new(StringComparer.Ordinal);

    protected ConcurrentDictionary<string, long> Arrived { get; } = new(StringComparer.Ordinal);

    /// <summary>What the user has named to be copied.</summary>
    protected abstract string Source { get; }

    protected CopyMeter Meter { get; private set; } = new(0, 0, null);

    public async Task<SshCopyResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await CopyAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            using var limit = new CancellationTokenSource(RemovalLimit, connector.TimeProvider);

            // The library sends on the calling thread, and waits there while a jammed connection takes nothing.
            await Task.Run(() => RemovePartsAsync(limit.Token), limit.Token).WaitAsync(limit.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <summary>
    /// The plan for a target that is there: the folder that the user names keeps its mode. It can be a home, which a server takes no keys
    /// from when others may write there, or a folder that others use as well.
    /// </summary>
    protected static IReadOnlyList<CopyEntry> IntoExistingFolder(IReadOnlyList<CopyEntry> plan) =>
        [.. plan.Select(static entry => entry is { Path: "", Kind: CopyKind.Folder } ? entry with { Mode = null } : entry)];

    /// <summary>
    /// The mode of a folder until the end: it is open to no more users than it was and will be. One that is new may be open by default.
    /// </summary>
    protected static UnixFileMode During(UnixFileMode before, UnixFileMode wanted, bool isNew) =>
        (isNew ? UnixFileMode.None : before & wanted) | (before & Special) | FolderForUserAlone;

    /// <summary>The temporary name of a file, the same in each pass.</summary>
    protected string PartOf(CopyEntry file) => _parts.GetOrAdd(file.Path, static _ => CopyPart.NewName());

    /// <summary>Removes the part of a file, if it is there and can be reached.</summary>
    protected abstract Task RemovePartAsync(string path, string part, CancellationToken cancellationToken);

    /// <summary>What is connected now, if anything is.</summary>
    protected SftpClient? Connected => connection.Open;

    /// <summary>Copies, and goes on over a new connection when one breaks.</summary>
    private async Task<SshCopyResult> CopyAsync(CancellationToken cancellationToken)
    {
        var (resumes, idle, seen) = (0, 0, 0L);
        while (true)
        {
            SshConnection<SftpClient>? current = null;
            try
            {
                current = await connection.GetAsync(cancellationToken).ConfigureAwait(false);
                var result = await current.Peer.RunAsync(token => PassAsync(current, token), cancellationToken).ConfigureAwait(false);
                return result with { Resumes = resumes };
            }
            catch (Exception exception) when (SshFailure.IsLost(exception) && !cancellationToken.IsCancellationRequested)
            {
                current?.Note(exception);
                idle = Meter.Bytes > seen ? 1 : idle + 1;
                seen = Meter.Bytes;
                if (idle > options.MaxResumes)
                {
                    throw SshFailure.Translate(exception, connector.Machine, "copy files");
                }

                resumes++;
                SshLog.Resuming(connector.Logger, connector.Machine);
            }
            catch (Exception exception) when (exception is SshException or IOException or UnauthorizedAccessException)
            {
                throw Failed(exception, Source);
            }
        }
    }

    /// <summary>What there is to copy; the same in each pass.</summary>
    protected abstract Task<IReadOnlyList<CopyEntry>> PlanAsync(SftpClient sftp, CancellationToken cancellationToken);

    /// <summary>What folders and files need before they can be made.</summary>
    protected abstract Task PrepareAsync(SftpClient sftp, bool hasFolders, CancellationToken cancellationToken);

    protected abstract Task MakeFolderAsync(SftpClient sftp, CopyEntry folder, CancellationToken cancellationToken);

    protected abstract Task CopyFileAsync(SftpClient sftp, CopyEntry file, CancellationToken cancellationToken);

    /// <returns>The links that cannot be made.</returns>
    protected abstract Task<IEnumerable<string>> MakeLinksAsync(IReadOnlyList<CopyEntry> links, CancellationToken cancellationToken);

    /// <summary>Gives a folder its mode, which may forbid to write into it.</summary>
    protected abstract Task SetModeAsync(SftpClient sftp, CopyEntry folder, CancellationToken cancellationToken);

    private async Task<SshCopyResult> PassAsync(SshConnection<SftpClient> current, CancellationToken cancellationToken)
    {
        var sftp = current.Client;
        var plan = await PlanAsync(sftp, cancellationToken).ConfigureAwait(false);
        if (plan is [{ Path: "", Kind: CopyKind.Other }])
        {
            throw new IOException("it is neither a file nor a folder, but a pipe, a socket or a device");
        }

        var (files, folders) =
            (plan.Where(entry => entry.Kind == CopyKind.File).ToArray(), plan.Where(entry => entry.Kind == CopyKind.Folder).ToArray());
        var bytes = files.Sum(file => file.Length);
        if (_done.IsEmpty && Arrived.IsEmpty)
        {
            Meter = new CopyMeter(files.Length, bytes, options.Progress);
        }

        Meter.Heard = current.Peer.Heard;
        await PrepareAsync(sftp, folders.Length > 0, cancellationToken).ConfigureAwait(false);
        foreach (var folder in folders)
        {
            await NamingAsync(folder, MakeFolderAsync(sftp, folder, cancellationToken)).ConfigureAwait(false);
        }

        var limits = new ParallelOptions { MaxDegreeOfParallelism = options.ParallelFiles, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files.Where(file => !_done.ContainsKey(file.Path)), limits, async (file, token) =>
        {
            await NamingAsync(file, CopyFileAsync(sftp, file, token)).ConfigureAwait(false);
            _done[file.Path] = true;
            Meter.FileDone();
        }).ConfigureAwait(false);
        var links = plan.Where(entry => entry.Kind == CopyKind.Link).ToArray();
        var unmade = await MakeLinksAsync(links, cancellationToken).ConfigureAwait(false);
        foreach (var folder in Enumerable.Reverse(folders).Where(static folder => folder.Mode is not null))
        {
            await NamingAsync(folder, SetModeAsync(sftp, folder, cancellationToken)).ConfigureAwait(false);
        }

        var skipped = plan.Where(entry => entry.Kind == CopyKind.Other).Select(entry => entry.Path);
        return new SshCopyResult(files.Length, bytes) { Skipped = [.. skipped, .. unmade] };
    }

    private async Task RemovePartsAsync(CancellationToken cancellationToken)
    {
        foreach (var (path, part) in _parts.Where(part => !_done.ContainsKey(part.Key)))
        {
            try
            {
                await RemovePartAsync(path, part, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SshException or IOException or UnauthorizedAccessException)
            {
                // It was not made yet, or has its place already.
            }
        }
    }

    /// <summary>Has a failure name what it is about; a lost connection is about none.</summary>
    private async Task NamingAsync(CopyEntry entry, Task copying)
    {
        try
        {
            await copying.ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is SshException or IOException or UnauthorizedAccessException && !SshFailure.IsLost(exception))
        {
            throw Failed(exception, entry.Path.Length == 0 ? Source : entry.Path);
        }
    }

    private BrevSshException Failed(Exception exception, string path) => new(
        SshFailureReason.CopyFailed,
        $"Copying '{path}' with {connector.Machine} failed: {exception.Message.TrimEnd('.')}. What was complete is in place. Check path, "
            + "permissions and free space.",
        exception);
}
