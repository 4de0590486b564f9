using System.Text.Json;

namespace Brev.Sdk.Credentials;

/// <summary>
/// Reads the credentials file while the brev CLI may be rewriting it. The CLI empties the file and fills it again in place, so
/// a reader can find it empty or cut off for a moment: such a reading is repeated a few times before it counts.
/// </summary>
internal sealed class CredentialsFileReader(string path, TimeProvider timeProvider)
{
    private const int MostAttemptsAtRest = 12;
    private const int MostAttempts = 300;
    private const int LargestFile = 1024 * 1024;
    private const int UsualFile = 8 * 1024;
    private const string Remedy = "Run `brev login` to write a new one, or repair it; it should be a JSON object with the members access_token and refresh_token.";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Reads the file. A file that nobody touches counts for what it is after about half a second, one that is being written again and again after some
    /// seconds.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied, or the path leads to a folder.</exception>
    public async ValueTask<CredentialsReading> ReadAsync(CancellationToken cancellationToken)
    {
        var pause = ShortestPause;
        var written = DateTime.MinValue;
        for (int attempt = 1, attemptsAtRest = 1; ; attempt++, attemptsAtRest++)
        {
            var isLast = attemptsAtRest >= MostAttemptsAtRest || attempt >= MostAttempts;
            var (reading, isSettled) = await TryReadAsync(isLast, cancellationToken).ConfigureAwait(false);
            if (isSettled)
            {
                return reading;
            }

            if (File.GetLastWriteTimeUtc(path) is var now && now != written)
            {
                // Somebody is at it right now: wait for the end of it, in small uneven steps so as not to march in time with the writer.
                (written, attemptsAtRest, pause) = (now, 0, ShortestPause * (1 + (7 * Random.Shared.NextDouble())));
            }

            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private async ValueTask<(CredentialsReading Reading, bool IsSettled)> TryReadAsync(bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            var content = await ReadBytesAsync(cancellationToken).ConfigureAwait(false);
            if (content.Length > LargestFile)
            {
                return (new(CredentialsDocument.Empty, $"The credentials file '{path}' is larger than a megabyte, so it is none. {Remedy}"), true);
            }

            return IsBlank(content.Span) ? (CredentialsReading.Blank, isLast) : (new(CredentialsDocument.Parse(content), null) { IsWhole = true }, true);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (CredentialsReading.Missing, true);
        }
        catch (JsonException exception)
        {
            return (new(CredentialsDocument.Empty, Describe(exception)), isLast);
        }
        catch (IOException) when (!isLast)
        {
            return (CredentialsReading.Blank, false);
        }
    }

    /// <summary>Reads one byte more than the file may have, and never on and on: what stands there may be a device, or grow faster than it is read.</summary>
    private async ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(CancellationToken cancellationToken)
    {
        // Shared with everyone: a reader must never stand in the way of the CLI, nor of a rename on Windows.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        await using var _ = file.ConfigureAwait(false);
        var content = new byte[UsualFile];
        var length = 0;
        while (length <= LargestFile && await file.ReadAsync(content.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            if (length == content.Length)
            {
                Array.Resize(ref content, Math.Min(length * 2, LargestFile + 1));
            }
        }

        return content.AsMemory(0, length);
    }

    private static bool IsBlank(ReadOnlySpan<byte> content) => !content.ContainsAnyExcept(" \t\r\n"u8);

    // The parser's own text quotes what it stumbled over, which may be part of a token; only the position goes on.
    private string Describe(JsonException exception)
    {
        var place = exception.LineNumber is { } line ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})" : ": a member in it is not valid text";
        return $"The credentials file '{path}' is damaged{place}. {Remedy}";
    }
}
