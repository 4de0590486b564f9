using Brev.Sdk.Ssh.Configuring;

namespace Brev.Sdk;

/// <summary>OpenSSH's own configuration.</summary>
public static class BrevSshConfiguring
{
    /// <summary>
    /// Writes what OpenSSH needs for <c>ssh my-workspace</c>, <c>scp</c>, <c>rsync</c> and editors: an entry for each of the user's
    /// machines that has an address now (under an API key, which does not say whose it is, for each machine of the organization), as the
    /// brev CLI writes it. Written are <c>~/.brev/ssh_config</c>, which is replaced as a whole; the account's private key in
    /// <c>~/.brev/brev.pem</c>; and, once, an <c>Include</c> line at the top of <c>~/.ssh/config</c>, where everything else stays byte for
    /// byte. New files are readable for the user alone. A second call with the same machines changes nothing.
    /// </summary>
    /// <remarks>
    /// The entries are those of the brev CLI: host, port, user, the key, a sign of life every 30 seconds, no host-key check unless
    /// <see cref="SshConfigOptions.CheckHostKeys"/> is set, and for machines behind Cloudflare the program <c>cloudflared</c>. Addresses
    /// change when a machine is stopped and started: call it again then. A machine whose address Brev does not tell for a moment
    /// keeps the one that a call has written for it before. Machines that take certificates are left out, because a certificate lasts
    /// minutes.
    /// </remarks>
    /// <example>
    /// <code>
    /// var config = await brev.WriteSshConfigAsync();
    /// Console.WriteLine($"ssh {config.Hosts[0].Alias}");
    /// </code>
    /// </example>
    /// <param name="brev">The client.</param>
    /// <param name="options">Which machines, and where; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the look-ups. Files that have been written stay.</param>
    /// <returns>The machines that were written, and those that were left out.</returns>
    /// <exception cref="BrevConfigurationException">
    /// A file cannot be read or written, or a folder cannot be named in OpenSSH's files.
    /// </exception>
    /// <exception cref="BrevSshException">The account has no usable private key (<see cref="SshFailureReason.UnusableKey"/>).</exception>
    /// <exception cref="BrevApiException">Brev answered with an error.</exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<SshConfigResult> WriteSshConfigAsync(
        this BrevClient brev, SshConfigOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        return new ConfigWriter(brev, options ?? new SshConfigOptions()).WriteAsync(cancellationToken);
    }
}
