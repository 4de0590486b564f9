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
    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        var first = _first.ToArray();
        await Task.Run(() => target.Write(first, 0, first.Length), cancellationToken).ConfigureAwait(false);
        var buffer = new byte[PieceLength];
        for (int count; (count = await _stream!.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            await Task.Run(() => target.Write(buffer, 0, count), cancellationToken).ConfigureAwait(false);
        }
    }
}
