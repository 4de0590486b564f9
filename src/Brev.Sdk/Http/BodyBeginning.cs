namespace Brev.Sdk.Http;

/// <summary>Takes the first bytes of a body, and stops what writes it when it is full.</summary>
internal sealed class BodyBeginning(int limit) : MemoryStream
{
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var room = limit - (int)Length;
        base.Write(buffer.Length > room ? buffer[..room] : buffer);
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

    public override void WriteByte(byte value) => Write([value]);

    /// <summary>There is no more room; it never leaves the one who made the stream.</summary>
    internal sealed class FullException : Exception;
}
