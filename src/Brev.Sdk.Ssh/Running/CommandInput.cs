namespace Brev.Sdk.Ssh.Running;

/// <summary>
/// What a command reads. An empty line goes ahead of it, which the surroundings of the command take away: the library can only end an input
/// that had something.
/// </summary>
internal static class CommandInput
{
    private const int PieceLength = 32 * 1024;

    private static readonly byte[] FirstLine = "\n"u8.ToArray();

    /// <summary>Sends all of it. Writing waits on its thread while the machine takes nothing.</summary>
    /// <returns>
    /// Why the rest of it could not be read, so that the end of what was sent is not its end; <see langword="null"/> when all was sent.
    /// </returns>
    public static async Task<Exception?> SendAsync(Stream from, Stream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[PieceLength];
        for (ReadOnlyMemory<byte> piece = FirstLine; !piece.IsEmpty;)
        {
            var sending = piece.ToArray();
            await Task.Run(() => target.Write(sending, 0, sending.Length), cancellationToken).ConfigureAwait(false);
            try
            {
                piece = buffer.AsMemory(0, await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                return exception;
            }
        }

        return null;
    }
}
