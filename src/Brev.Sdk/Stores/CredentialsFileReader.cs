using System.Text.Json;
using Brev.Sdk.Files;

namespace Brev.Sdk.Stores;

/// <summary>
/// Reads the credentials file while the brev CLI may be rewriting it. The CLI empties the file and fills it again in place, so a reader can
/// find it empty or cut off for a moment: such a reading is repeated a few times before it counts.
/// </summary>
/// <param name="path">The file, links followed.</param>
/// <param name="name">What messages call it.</param>
/// <param name="timeProvider">The clock of the pauses.</param>
internal sealed class CredentialsFileReader(string path, string name, TimeProvider timeProvider)
{
    private const int MostAttemptsAtRest = 12;
    private const int MostAttempts = 300;
    private const int LargestFile = 1024 * 1024;
    private const string Remedy =
        "Run `brev login` to write a new one, or repair it; it should be a JSON object with the members access_token and refresh_token.";

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Reads the file. One that is at rest counts for what it is after about half a second, one that is being written again and again after
    /// some seconds.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied, or it is no ordinary file.</exception>
    public async ValueTask<CredentialsDocument> ReadAsync(CancellationToken cancellationToken)
    {
        var pause = ShortestPause;
        var written = DateTime.MinValue;
        for (int attempt = 1, attemptsAtRest = 1; ; attempt++, attemptsAtRest++)
        {
            var isLast = attemptsAtRest >= MostAttemptsAtRest || attempt >= MostAttempts;
            var (document, isSettled) = await TryReadAsync(isLast, cancellationToken).ConfigureAwait(false);
            if (isSettled)
            {
                return document;
            }

            if (File.GetLastWriteTimeUtc(path) is var now && now != written)
            {
                // It is being written right now: wait for the end of that, in small uneven steps so as not to march in time with the
                // writer.
                (written, attemptsAtRest, pause) = (now, 0, ShortestPause * (1 + (7 * Random.Shared.NextDouble())));
            }

            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    /// <summary>Another user's file, as after sudo, may not be read: signing in again is the way out, and replaces it as a whole.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async ValueTask<CredentialsDocument> ReadForSignInAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (UnauthorizedAccessException) when (File.Exists(path))
        {
            return CredentialsDocument.Absent;
        }
    }

    private async ValueTask<(CredentialsDocument Document, bool IsSettled)> TryReadAsync(bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            var content = await OrdinaryFile.ReadAsync(path, LargestFile, cancellationToken).ConfigureAwait(false);
            return content.Length > LargestFile ? (
                CredentialsDocument.Torn($"The credentials file '{name}' is larger than a megabyte, so it is none. {Remedy}"), true)
                : IsBlank(content.Span) ? (CredentialsDocument.Torn(null), isLast)
                : (CredentialsDocument.Parse(content), true);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return (CredentialsDocument.Absent, true);
        }
        catch (JsonException exception)
        {
            return (CredentialsDocument.Torn(Describe(exception)), isLast);
        }
        catch (IOException) when (!isLast)
        {
            return (CredentialsDocument.Torn(null), false);
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> content) => !content.ContainsAnyExcept(" \t\r\n"u8);

    /// <summary>The parser's own text quotes what it stumbled over, which may be part of a token; only the position goes on.</summary>
    private string Describe(JsonException exception)
    {
        var place = exception.LineNumber is { } line
            ? $" (line {line + 1}, byte {exception.BytePositionInLine + 1})"
            : ": a member in it is not valid text";
        return $"The credentials file '{name}' is damaged{place}. {Remedy}";
    }
}
