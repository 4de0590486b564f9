using System.Buffers;

namespace Brev.Sdk.Http;

/// <summary>Takes the bytes of a body into one array of the pool, and stops what writes them when there are more than the limit.</summary>
internal sealed class AnswerSink(int expected, int limit) : Stream
{
    private const int Smallest = 4096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(expected, Smallest), limit));
    private int _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Gives the array back. The bytes are gone afterwards, and nothing may be writing them any more.</summary>
    public void Release()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        _length = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var room = limit - _length;
        var taken = buffer.Length > room ? buffer[..room] : buffer;
        if (taken.Length > _bytes.Length - _length)
        {
            Grow(taken.Length);
        }

        taken.CopyTo(_bytes.AsSpan(_length));
        _length += taken.Length;
        if (buffer.Length > room)
        {
            throw new FullException();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
        catch (FullException exception)
        {
            return ValueTask.FromException(exception);
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max((long)_length + more, _bytes.Length * 2L), limit));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    /// <summary>There is no more room. It is caught where the sink was made.</summary>
    internal sealed class FullException : Exception;
}
