namespace Brev.Sdk.Ssh.Running;

/// <summary>
/// What a command reads. Its first piece is read before the command starts, because the library cannot end an input that had nothing.
/// </summary>
internal sealed class CommandInput
{
    private const int PieceLength = 32 * 1024;

    private readonly Stream? _stream;
    private readonly ReadOnlyMemory<byte> _first;

    private CommandInput(Stream? stream, ReadOnlyMemory<byte> first) => (_stream, _first) = (stream, first);

    public static CommandInput None { get; } = new(null, default);

    public bool IsEmpty => _first.IsEmpty;

    public static async Task<CommandInput> OpenAsync(Stream? stream, CancellationToken cancellationToken)
    {
        if (stream is null)
        {
            return None;
        }

        var first = new byte[PieceLength];
        var count = await stream.ReadAsync(first, cancellationToken).ConfigureAwait(false);
        return new CommandInput(stream, first.AsMemory(0, count));
    }

    /// <summary>Sends all of it. Writing waits on its thread while the machine takes nothing.</summary>
    /// <returns>
    /// Why the rest of it could not be read, so that the end of what was sent is not its end; <see langword="null"/> when all was sent.
    /// </returns>
    public async Task<Exception?> CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[PieceLength];
        for (var piece = _first; !piece.IsEmpty;)
        {
            var sending = piece.ToArray();
            await Task.Run(() => target.Write(sending, 0, sending.Length), cancellationToken).ConfigureAwait(false);
            try
            {
                piece = buffer.AsMemory(0, await _stream!.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                return exception;
            }
        }

        return null;
    }
}
