using Microsoft.Win32.SafeHandles;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>
/// Goes on with a file that has arrived in part, with many requests under way at once, so that the time to the machine and back costs
/// little. Each handle writes pieces of its own; what has arrived is known as the longest beginning without a gap.
/// </summary>
internal sealed class ParallelWriter(SftpClient sftp, string source, string target, long length, CopyMeter meter)
{
    private const int PieceLength = 256 * 1024;

    /// <summary>A megabyte under way: one request of 32 KB for each.</summary>
    private const int MostHandles = 32;

    private readonly object _lock = new();
    private readonly SortedSet<long> _complete = [];
    private long _next;

    /// <summary>The bytes from the beginning that are known to be on the machine.</summary>
    public long Arrived { get; private set; }

    public async Task WriteAsync(long from, CancellationToken cancellationToken)
    {
        Arrived = _next = from;
        using var file = File.OpenHandle(source, options: FileOptions.Asynchronous | FileOptions.SequentialScan);
        var handles = (int)Math.Clamp((length - from + PieceLength - 1) / PieceLength, 1, MostHandles);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAll(Enumerable.Range(0, handles).Select(_ => WorkAsync(file, stop)).ToArray()).ConfigureAwait(false);
    }

    private async Task WorkAsync(SafeFileHandle file, CancellationTokenSource stop)
    {
        var handle = await sftp.OpenAsync(target, FileMode.Open, FileAccess.Write, stop.Token).ConfigureAwait(false);
        await using (handle.ConfigureAwait(false))
        {
            await WritePiecesAsync(file, handle, stop).ConfigureAwait(false);
        }
    }

    private async Task WritePiecesAsync(SafeFileHandle file, Stream handle, CancellationTokenSource stop)
    {
        var buffer = new byte[PieceLength];
        try
        {
            while (Take() is { } at)
            {
                var count = await ReadPieceAsync(file, buffer, at, stop.Token).ConfigureAwait(false);
                handle.Seek(at, SeekOrigin.Begin);
                await handle.WriteAsync(buffer.AsMemory(0, count), stop.Token).ConfigureAwait(false);
                await handle.FlushAsync(stop.Token).ConfigureAwait(false);
                Complete(at, count);
            }
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private long? Take()
    {
        lock (_lock)
        {
            var at = _next;
            _next += PieceLength;
            return at < length ? at : null;
        }
    }

    private async Task<int> ReadPieceAsync(SafeFileHandle file, byte[] buffer, long at, CancellationToken cancellationToken)
    {
        var (wanted, count) = ((int)Math.Min(PieceLength, length - at), 0);
        while (count < wanted)
        {
            var read = await RandomAccess.ReadAsync(file, buffer.AsMemory(count, wanted - count), at + count, cancellationToken)
                .ConfigureAwait(false);
            count += read > 0 ? read : throw new IOException($"'{source}' has become shorter while it was copied");
        }

        return count;
    }

    private void Complete(long at, int count)
    {
        lock (_lock)
        {
            _complete.Add(at);
            while (_complete.Remove(Arrived))
            {
                Arrived = Math.Min(Arrived + PieceLength, length);
            }
        }

        meter.Add(count);
    }
}
