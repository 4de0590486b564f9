namespace Brev.Sdk.Ssh.Addresses;

/// <summary>A machine to connect to: a workspace or a node.</summary>
internal interface ISshTarget
{
    /// <summary>The id under which its host key is kept, which a machine that is created anew does not have.</summary>
    string Id { get; }

    /// <summary>What messages call it.</summary>
    string Name { get; }

    /// <summary>The OpenSSH command of the brev CLI that does the same.</summary>
    string CliCommand { get; }

    /// <summary>The call that issues certificates for it.</summary>
    string CertificateCall { get; }

    /// <summary>Looks where it is now. Addresses change while a machine comes up.</summary>
    /// <exception cref="BrevSshException">It cannot become reachable as it is.</exception>
    Task<AddressFinding> FindAsync(CancellationToken cancellationToken);

    /// <summary>Has Brev sign a public key in OpenSSH form for this machine.</summary>
    Task<string?> IssueCertificateAsync(string publicKey, SshAddress address, CancellationToken cancellationToken);
}
