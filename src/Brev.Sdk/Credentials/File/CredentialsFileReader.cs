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

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Reads the file. A file that nobody touches counts for what it is after about half a second, one that is being written again and again after some
    /// seconds.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read, or is far too large for what it should be.</exception>
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
            return IsBlank(content) ? (CredentialsReading.Blank, isLast) : (new(CredentialsDocument.Parse(content), null) { IsWhole = true }, true);
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

    private async ValueTask<byte[]> ReadBytesAsync(CancellationToken cancellationToken)
    {
        // Shared with everyone: a reader must never stand in the way of the CLI, nor of a rename on Windows.
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        await using var _ = file.ConfigureAwait(false);
        if (file.Length > LargestFile)
        {
            throw new IOException("It is larger than a megabyte, so it is no credentials file.");
        }

        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        return content.ToArray();
    }

    private static bool IsBlank(ReadOnlySpan<byte> content) => !content.ContainsAnyExcept(" \t\r\n"u8);

    // The parser's own text quotes what it stumbled over, which may be part of a token; only the position goes on.
    private string Describe(JsonException exception)
    {
        var place = exception.LineNumber is { } line ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})" : ": a member in it is not valid text";
        return $"The credentials file '{path}' is damaged{place}. Run `brev login` to write a new one, or repair it; it should be a JSON object with the members access_token and refresh_token.";
    }
}
