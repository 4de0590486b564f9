namespace Brev.Sdk.Ssh.Copying;

/// <summary>
/// A file as it was when the copy was planned: no more bytes than it had then, and an error when it has fewer. Remembers the pieces in
/// which it was read, to know which beginning of it has arrived, in whatever order a server confirms them.
/// </summary>
internal sealed class SourceFile(string path, long length) : Stream
{
    private readonly FileStream _file = new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
    private readonly object _lock = new();
    private readonly Queue<long> _ends = new();
    private readonly HashSet<long> _confirmed = [];
    private long _read;

    /// <summary>The bytes from the beginning that are known to be on the machine.</summary>
    public long Arrived { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>Notes that the piece that ends there has arrived.</summary>
    public void Confirm(long end)
    {
        lock (_lock)
        {
            _confirmed.Add(end);
            while (_ends.TryPeek(out var next) && _confirmed.Remove(next))
            {
                Arrived = _ends.Dequeue();
            }
        }
    }

    public override int Read(Span<byte> buffer)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, length - _read)];
        var count = _file.ReadAtLeast(wanted, wanted.Length, throwOnEndOfStream: false);
        if (count < wanted.Length)
        {
            throw new IOException($"'{path}' has become shorter while it was copied");
        }

        if (count > 0)
        {
            lock (_lock)
            {
                _ends.Enqueue(_read += count);
            }
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<int>(Read(buffer.Span));
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
