using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Keys;

/// <summary>
/// The account's own private key: from <c>brev.pem</c> when the brev CLI has written it, otherwise from Brev. A session never writes it to
/// disk.
/// </summary>
internal sealed class AccountKey(BrevClient client, string folder) : IDisposable
{
    private const string FileName = "brev.pem";

    private PrivateKeyFile? _key;
    private bool _isFileRefused;

    public async Task<PrivateKeyFile> GetAsync(CancellationToken cancellationToken) =>
        _key ??= (_isFileRefused ? null : ReadFile()) ?? await FetchAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The text of Brev's key, which is one that can be read, for a program that reads it from a file.</summary>
    /// <exception cref="BrevSshException">There is no usable key.</exception>
    public static async Task<string> FetchTextAsync(BrevClient client, CancellationToken cancellationToken)
    {
        var text = await AskAsync(client, cancellationToken).ConfigureAwait(false);
        Check(text).Dispose();
        return text;
    }

    /// <summary>After a refusal the file may be of another account, so the next key comes from Brev where it gives one.</summary>
    public void Forget()
    {
        _isFileRefused = true;
        Dispose();
    }

    public void Dispose()
    {
        _key?.Dispose();
        _key = null;
    }

    private PrivateKeyFile? ReadFile()
    {
        try
        {
            var path = Path.Combine(folder, FileName);
            return !File.Exists(path) ? null : Parse(File.ReadAllText(path));
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or SshException or FormatException or ArgumentException)
        {
            // Another program's file: unreadable is the same as absent.
            return null;
        }
    }

    private async Task<PrivateKeyFile> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Check(await AskAsync(client, cancellationToken).ConfigureAwait(false));
        }
        catch (BrevException) when (ReadFile() is { } key)
        {
            // A machine refuses a good key until it has got it, so that the only key there is may still be let in.
            return key;
        }
    }

    private static async Task<string> AskAsync(BrevClient client, CancellationToken cancellationToken)
    {
        var text = (await client.GetCurrentUserKeysAsync(cancellationToken).ConfigureAwait(false)).PrivateKey;
        return string.IsNullOrWhiteSpace(text)
            ? throw new BrevSshException(
                SshFailureReason.UnusableKey,
                "Brev knows no private key of this account. Run brev login once, which makes one, and try again.")
            : text;
    }

    private static PrivateKeyFile Check(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The library's message is left out: it may repeat a part of the key.
            throw new BrevSshException(
                SshFailureReason.UnusableKey,
                $"The private key that Brev has for this account cannot be read ({exception.GetType().Name}). It must be an unencrypted "
                    + "key in PEM or OpenSSH form; try brev login, or report it.");
        }
    }

    private static PrivateKeyFile Parse(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
