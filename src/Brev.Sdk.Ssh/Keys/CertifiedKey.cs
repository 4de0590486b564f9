using System.Text;
using Brev.Sdk.Ssh.Addresses;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Keys;

/// <summary>An ephemeral key with a certificate of Brev's, issued again 60 seconds before it ends.</summary>
internal sealed class CertifiedKey(ISshTarget target, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan ReissueBefore = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan IssueLimit = TimeSpan.FromSeconds(15);

    private readonly EphemeralKey _key = new();
    private PrivateKeyFile? _certified;
    private string _user = "";

    public async Task<PrivateKeyFile> GetAsync(SshAddress address, CancellationToken cancellationToken)
    {
        if (_certified is null || _user != address.User || EndsSoon(_certified))
        {
            Dispose();
            _certified = Read(await IssueAsync(address, cancellationToken).ConfigureAwait(false), address);
            _user = address.User;
        }

        return _certified;
    }

    public void Forget() => Dispose();

    public void Dispose()
    {
        _certified?.Dispose();
        _certified = null;
    }

    private bool EndsSoon(PrivateKeyFile certified)
    {
        // A certificate without an end has the largest number, which is no moment that .NET knows.
        var seconds = certified.Certificate!.ValidBeforeUnixSeconds;
        return seconds <= long.MaxValue && (long)seconds - timeProvider.GetUtcNow().ToUnixTimeSeconds() <= ReissueBefore.TotalSeconds;
    }

    private async Task<string> IssueAsync(SshAddress address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(IssueLimit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var certificate = await target.IssueCertificateAsync(_key.PublicText, address, either.Token).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(certificate)
                ? throw new BrevSshException(
                    SshFailureReason.UnusableKey,
                    $"Brev's answer has no SSH certificate for {target.Name}. Try again, and report it when it stays so.")
                : certificate;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrevTimeoutException(
                $"Brev issued no SSH certificate for {target.Name} within {IssueLimit.TotalSeconds:0} s. Try again.", IssueLimit);
        }
    }

    private PrivateKeyFile Read(string certificate, SshAddress address)
    {
        try
        {
            using var key = new MemoryStream(_key.WritePrivate());
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(certificate.Trim() + "\n"));
            return new PrivateKeyFile(key, null, text);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The library's message is left out: it may repeat a part of the certificate.
            throw new BrevSshException(
                SshFailureReason.UnusableKey,
                $"The SSH certificate that Brev has issued for {target.Name} cannot be presented in-process ({exception.GetType().Name}). "
                    + "OpenSSH can: make a key with ssh-keygen -t ed25519 -f brev-key, have its public half signed by "
                    + $"BrevClient.{target.CertificateCall}, write the certificate to brev-key-cert.pub, and run ssh -i brev-key "
                    + Destination(address));
        }
    }

    private static string Destination(SshAddress address) => address.ProxyHostname is { } proxy
        ? $"-o ProxyCommand='cloudflared access ssh --hostname {proxy}' {address.User}@{proxy}"
        : $"-p {address.Port} {address.User}@{address.Host}";
}
