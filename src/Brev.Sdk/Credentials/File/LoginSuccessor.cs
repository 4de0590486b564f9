using System.Text;

namespace Brev.Sdk.Credentials;

/// <summary>
/// Remembers, beside the credentials file, which login took the place of the one before it. Whoever finds that one in the file again, because a program that
/// takes no lock has put it back, goes on with its successor. A one-use refresh token must not be presented again: to a provider that is a theft, and the end of
/// the login. One that can be used again would be renewed again and again for nothing.
/// </summary>
/// <remarks>
/// Each line of the file holds a login that is sealed with the tokens that it replaced, the newest first. Only a file that holds them opens it, so there is
/// nothing to compare and nothing to go stale, and when somebody signs out by deleting the credentials file alone, no login stays behind that anybody could read.
/// </remarks>
/// <param name="path">The credentials file, links followed.</param>
internal sealed class LoginSuccessor(string path)
{
    private const int LargestFile = 1024 * 1024;

    /// <summary>A writer that is held up may have read the file before any of the last few renewals.</summary>
    private const int MostKept = 4;

    private readonly string _path = path + ".successor";

    /// <summary>Remembers what took the place of <paramref name="replaced"/>. It is a safeguard: where it cannot be written, the login is stored all the same.</summary>
    public async ValueTask WriteAsync(AtomicFile file, BrevStoredCredential replaced, BrevStoredCredential successor)
    {
        if (!SealedLogin.IsSupported || string.IsNullOrEmpty(replaced.RefreshToken))
        {
            return;
        }

        try
        {
            var lines = Read().Prepend(SealedLogin.Seal(successor, replaced)).Take(MostKept);
            await file.ReplaceAsync(_path, Encoding.ASCII.GetBytes(string.Concat(lines.Select(line => line + "\n")))).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is there, if anything, belongs to older logins and opens for nobody else.
        }
    }

    /// <summary>The last of the logins that one after the other took the place of <paramref name="stored"/>; <see langword="null"/> when none did, as far as is known here.</summary>
    public BrevStoredCredential? Of(BrevStoredCredential stored)
    {
        if (!SealedLogin.IsSupported || string.IsNullOrEmpty(stored.RefreshToken))
        {
            return null;
        }

        var last = stored;
        for (var lines = Read(); lines.Count > 0;)
        {
            var (line, successor) = lines.Select(line => (line, Login: SealedLogin.Open(line, last))).FirstOrDefault(opened => opened.Login is not null);
            if (successor is null)
            {
                break;
            }

            lines.Remove(line);
            last = successor;
        }

        return ReferenceEquals(last, stored) ? null : last;
    }

    /// <summary>Forgets all of them.</summary>
    public void Delete() => CredentialsFileStore.DeleteIfPresent(_path);

    /// <summary>As <see cref="AtomicFile.DeleteLeftovers"/>.</summary>
    public void DeleteLeftovers() => AtomicFile.DeleteLeftovers(_path);

    private List<string> Read()
    {
        try
        {
            return new FileInfo(_path) is { Exists: true, Length: <= LargestFile } ? [.. File.ReadLines(_path).Take(MostKept)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
