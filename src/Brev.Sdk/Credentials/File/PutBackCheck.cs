namespace Brev.Sdk.Credentials;

/// <summary>
/// The brev CLI takes no lock: what it read before a save it may write after it, and so put back a refresh token that has just been used and works only once.
/// Whoever saved looks once more before it gives the lock back, while everybody else who heeds the lock is still kept out, and stores the new login again.
/// </summary>
/// <param name="path">The file, links followed.</param>
/// <param name="replaced">What the save replaced.</param>
/// <param name="saved">What was saved.</param>
/// <param name="write">Stores the new login in a document.</param>
/// <param name="timeProvider">The clock of the pauses.</param>
internal sealed class PutBackCheck(
    string path, BrevStoredCredential replaced, BrevStoredCredential saved, Func<CredentialsDocument, BrevStoredCredential, ValueTask> write, TimeProvider timeProvider)
{
    private const int MostRounds = 20;

    /// <summary>Longer than the CLI takes from reading to writing.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends when the file has kept what it was given.</summary>
    public async ValueTask SettleAsync()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            await Task.Delay(Pause, timeProvider).ConfigureAwait(false);
            var reading = await new CredentialsFileReader(path, timeProvider).ReadAsync(CancellationToken.None).ConfigureAwait(false);
            var isPutBack = reading.Document.Credential is { } found ? TokenSetComparison.IsPutBack(found, replaced, saved) : !reading.IsWhole;
            if (!isPutBack)
            {
                return;
            }

            await write(reading.Document, saved).ConfigureAwait(false);
        }
    }
}
