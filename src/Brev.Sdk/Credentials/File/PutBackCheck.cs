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
            var isPutBack = reading.Document.Credential is { } found ? IsOld(found) : !reading.IsWhole;
            if (!isPutBack)
            {
                return;
            }

            await write(reading.Document, saved).ConfigureAwait(false);
        }
    }

    private bool IsOld(BrevStoredCredential found) => !IsSame(found, saved) && (IsSame(found, replaced) || IsOlderThanReplaced(found));

    /// <summary>By its times, unless the provider's clock has been set back: then what is older by them may be the newer one.</summary>
    private bool IsOlderThanReplaced(BrevStoredCredential found) =>
        TokenClaims.TryRead(found.AccessToken, out var theirs)
        && TokenClaims.TryRead(replaced.AccessToken, out var mine)
        && mine.IsSameAccountAs(theirs)
        && mine.IsLaterThan(theirs)
        && !(TokenClaims.TryRead(saved.AccessToken, out var ours) && mine.IsLaterThan(ours));

    private static bool IsSame(BrevStoredCredential one, BrevStoredCredential other) => one.AccessToken == other.AccessToken && one.RefreshToken == other.RefreshToken;
}
