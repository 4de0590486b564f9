using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>
/// Writes a stream into a file, one piece while the next one is read. A piece is many answers of the server: a write for each would cost
/// more than the answer.
/// </summary>
internal sealed class PieceWriter(SafeFileHandle file, long position, long expected)
{
    private const int PieceLength = 512 * 1024;

    private readonly int _pieceLength = (int)Math.Clamp(expected + 1, 1, PieceLength);

    /// <summary>Raised when so many bytes more are in the file.</summary>
    public event Action<int>? Written;

    /// <summary>The end of what is in the file.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Copies to the end of the stream. What had been read before an error is in the file.</summary>
    public async Task CopyFromAsync(Stream from, CancellationToken cancellationToken)
    {
        var (filling, writing) = (ArrayPool<byte>.Shared.Rent(_pieceLength), ArrayPool<byte>.Shared.Rent(_pieceLength));
        var written = Task.CompletedTask;
        try
        {
            for (int count; (count =
                await FillAsync(from, filling.AsMemory(0, _pieceLength), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                await written.ConfigureAwait(false);
                (filling, writing) = (writing, filling);
                written = WriteAsync(writing.AsMemory(0, count));
            }
        }
        finally
        {
            await written.ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(filling);
            ArrayPool<byte>.Shared.Return(writing);
        }
    }

    private static ValueTask<int> FillAsync(Stream from, Memory<byte> piece, CancellationToken cancellationToken) =>
        from.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken);

    private async Task WriteAsync(ReadOnlyMemory<byte> piece)
    {
        await RandomAccess.WriteAsync(file, piece, Position, CancellationToken.None).ConfigureAwait(false);
        Position += piece.Length;
        Written?.Invoke(piece.Length);
    }
}
