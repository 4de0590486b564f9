using System.Text;
using System.Threading.Channels;

namespace Brev.Sdk.Ssh.Running;

/// <summary>Reads what a command prints.</summary>
internal static class OutputText
{
    private const int BufferLength = 64 * 1024;
    private const int LongestLine = 65_536;

    /// <summary>
    /// All of it as text, or nothing after copying it into a stream. The token ends a write that the stream does not take.
    /// </summary>
    /// <param name="from">What comes.</param>
    /// <param name="target">Where to; <see langword="null"/> for a text.</param>
    /// <param name="one">Lets one write at a time into a stream that two copy into.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task<string> CollectAsync(
        SpooledPipe from, Stream? target, SemaphoreSlim? one, CancellationToken cancellationToken)
    {
        using var memory = new MemoryStream();
        var to = target ?? memory;
        var buffer = new byte[BufferLength];
        for (int count; (count = await from.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false)) > 0;)
        {
            await (one?.WaitAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
            try
            {
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                one?.Release();
            }
        }

        await to.FlushAsync(cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    /// <summary>
    /// Cuts it into lines. A line without an end is handed out in pieces, so that memory stays bounded; its end alone is no piece.
    /// </summary>
    public static async Task SplitAsync(
        SpooledPipe from, bool isError, ChannelWriter<SshOutputLine> lines, CancellationToken cancellationToken)
    {
        var (bytes, characters) = (new byte[BufferLength], new char[BufferLength + 1]);
        var (decoder, line, isContinued) = (Encoding.UTF8.GetDecoder(), new StringBuilder(), false);
        for (var count = 1; count > 0;)
        {
            count = await from.ReadAsync(bytes, cancellationToken).ConfigureAwait(false);
            var length = decoder.GetChars(bytes, 0, count, characters, 0, flush: count == 0);
            for (var at = 0; at < length; at++)
            {
                if (characters[at] != '\n')
                {
                    line.Append(characters[at]);
                }

                var isEnd = characters[at] == '\n';
                if (isEnd || (line.Length >= LongestLine && !char.IsHighSurrogate(line[^1])))
                {
                    var piece = Take(line, isError, isEnd);
                    if (!isContinued || piece.Text.Length > 0)
                    {
                        await lines.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
                    }

                    isContinued = !isEnd;
                }
            }
        }

        if (line.Length > 0)
        {
            await lines.WriteAsync(Take(line, isError, isWhole: true), cancellationToken).ConfigureAwait(false);
        }
    }

    private static SshOutputLine Take(StringBuilder line, bool isError, bool isWhole)
    {
        if (isWhole && line.Length > 0 && line[^1] == '\r')
        {
            line.Length--;
        }

        var text = line.ToString();
        line.Clear();
        return new SshOutputLine(text, isError);
    }
}
