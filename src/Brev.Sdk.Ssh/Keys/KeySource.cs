using Brev.Sdk.Ssh.Addresses;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Keys;

/// <summary>Gives the key for one connection: the account's own, or an ephemeral one with a certificate. Both stay in memory.</summary>
internal sealed class KeySource(BrevClient client, ISshTarget target, string folder) : IDisposable
{
    private readonly AccountKey _accountKey = new(client, folder);
    private readonly CertifiedKey _certifiedKey = new(target, client.TimeProvider);

    /// <exception cref="BrevSshException">There is no usable key or certificate.</exception>
    public Task<PrivateKeyFile> GetAsync(SshAddress address, CancellationToken cancellationToken) =>
        address.TakesCertificate ? _certifiedKey.GetAsync(address, cancellationToken) : _accountKey.GetAsync(cancellationToken);

    /// <summary>Has the next connection fetch the key or the certificate again, because this one was refused.</summary>
    public void Forget()
    {
        _accountKey.Forget();
        _certifiedKey.Forget();
    }

    public void Dispose()
    {
        _accountKey.Dispose();
        _certifiedKey.Dispose();
    }
}
