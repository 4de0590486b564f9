using System.Text;
using Brev.Sdk.Files;

namespace Brev.Sdk.Stores;

/// <summary>
/// Guards a one-use refresh token against programs that take no lock: the brev CLI may write after a save what it read before it, and so
/// put back a refresh token that is used up. To present that again is a theft to a provider, and ends the login. Only a refresh token that
/// rotates needs the guard, and only such a one costs its file.
/// </summary>
/// <remarks>
/// The file stands beside the credentials file, with the name <c>.successor</c>. Each line holds a token set that is sealed with the tokens
/// that it replaced, the newest first. Only a program that holds those can open it, so there is nothing to compare, nothing to go stale,
/// and nothing to read after a sign-out.
/// </remarks>
/// <param name="path">The credentials file, links followed.</param>
/// <param name="reader">Reads it.</param>
/// <param name="file">Replaces it.</param>
/// <param name="timeProvider">The clock of the pauses.</param>
internal sealed class LostUpdateGuard(string path, CredentialsFileReader reader, AtomicFile file, TimeProvider timeProvider)
{
    private const int LargestFile = 1024 * 1024;
    private const int MostRounds = 20;

    /// <summary>A writer that is held up may have read the file before any of the last few refreshes.</summary>
    private const int MostKept = 4;

    /// <summary>Longer than the CLI takes from reading to writing.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string _path = path + ".successor";

    /// <summary>What a reading of the file means, with what is on record.</summary>
    /// <param name="document">What the file holds.</param>
    /// <param name="known">The token set in use; <see langword="null"/> when there is none.</param>
    public StoreReading Read(CredentialsDocument document, BrevStoredCredential? known)
    {
        var stored = document.TokenSet;
        if (document.IsAbsent)
        {
            return new StoreReading(null, null) { IsLeftOver = File.Exists(_path) };
        }

        if (stored is not null && FindSuccessor(stored) is { } successor)
        {
            var tokenSet = successor with { ApiKey = stored.ApiKey, ApiKeyOrganizationId = stored.ApiKeyOrganizationId };
            return new StoreReading(tokenSet, stored) { IsOnRecord = true };
        }
        else if (known is not null && FindSuccessor(known) is { } next && (stored is null ? document.IsTorn : next.HasSameTokens(stored)))
        {
            return new StoreReading(stored ?? next, stored) { IsOnRecord = true };
        }

        var error = document.Fault is { } fault ? new BrevConfigurationException(fault) : null;
        return new StoreReading(stored, stored) { IsTorn = document.IsTorn, Fault = error };
    }

    /// <summary>
    /// Whether what is stored is what was read, or is known to be older: the program that wrote it in the meantime took no lock.
    /// </summary>
    public bool MayReplace(BrevStoredCredential stored, BrevStoredCredential? read, BrevStoredCredential refreshed) =>
        !TokenSetComparison.IsOfAnotherAccount(stored, refreshed)
            && (read?.HasSameTokens(stored) == true
                || FindSuccessor(stored) is not null
                || !TokenSetComparison.IsNewer(stored, read, refreshed));

    /// <summary>
    /// The last of the token sets that one after the other took the place of <paramref name="replaced"/>; <see langword="null"/> when none
    /// is on record.
    /// </summary>
    public BrevStoredCredential? FindSuccessor(BrevStoredCredential replaced)
    {
        if (!SealedTokenSet.IsSupported || string.IsNullOrEmpty(replaced.RefreshToken))
        {
            return null;
        }

        BrevStoredCredential? last = null;
        for (var lines = ReadLines(); lines.Count > 0;)
        {
            var (line, successor) = lines.Select(line => (line, SealedTokenSet.Open(line, last ?? replaced))).FirstOrDefault(
                opened => opened.Item2 is not null);
            if (successor is null)
            {
                break;
            }

            lines.Remove(line);
            last = successor;
        }

        return last;
    }

    /// <summary>
    /// Puts on record what took the place of <paramref name="replaced"/>, and looks after the credentials file until it has kept it: under
    /// the lock, so that no other program that heeds the lock sees what is put back.
    /// </summary>
    public async ValueTask SettleAsync(BrevStoredCredential replaced, BrevStoredCredential saved)
    {
        try
        {
            if (!File.Exists(path))
            {
                // Signed out meanwhile: there is nothing to guard, and the folder may be gone.
                return;
            }

            await RecordAsync(replaced, saved).ConfigureAwait(false);
            for (var round = 0; round < MostRounds; round++)
            {
                await Task.Delay(Pause, timeProvider).ConfigureAwait(false);
                var document = await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false);
                if (document.TokenSet is { } found ? !TokenSetComparison.IsPutBack(found, replaced, saved) : !document.IsTorn)
                {
                    return;
                }

                await file.ReplaceAsync(path, document.WriteTokens(saved)).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A safeguard: the new login is stored whether it can be guarded or not.
        }
    }

    /// <summary>Forgets all of them.</summary>
    public void Forget() => AtomicFile.Delete(_path);

    /// <summary>As <see cref="AtomicFile.DeleteLeftovers"/>.</summary>
    public void DeleteLeftovers() => AtomicFile.DeleteLeftovers(_path);

    private async ValueTask RecordAsync(BrevStoredCredential replaced, BrevStoredCredential saved)
    {
        if (!SealedTokenSet.IsSupported)
        {
            return;
        }

        try
        {
            var lines = ReadLines().Prepend(SealedTokenSet.Seal(saved, replaced)).Take(MostKept);
            await file.ReplaceAsync(_path, Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n")))).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is there, if anything, belongs to older token sets and opens for those only.
        }
    }

    private List<string> ReadLines()
    {
        try
        {
            if (new FileInfo(_path) is not { Exists: true, Length: <= LargestFile })
            {
                return [];
            }

            OrdinaryFile.Require(_path);
            return [.. File.ReadLines(_path).Take(MostKept)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
