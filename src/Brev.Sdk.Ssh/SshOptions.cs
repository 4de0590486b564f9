namespace Brev.Sdk;

/// <summary>
/// How to connect to a machine. Every property has a working default. A session takes a copy when it is opened: later changes have no
/// effect on it.
/// </summary>
public sealed class SshOptions
{
    /// <summary>The user on the machine. Default: <see langword="null"/>, the one that Brev names, otherwise <c>ubuntu</c>.</summary>
    public string? User { get; set; }

    /// <summary>
    /// How long to try until the machine is reachable. Default: 30 minutes. Bounds: more than zero and at most one day, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. A machine that is stopped, has failed or is being deleted ends the wait at
    /// once.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The pause between two attempts. Default: 5 seconds. Bounds: 100 milliseconds to 10 minutes.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The time for one attempt, from the TCP connection to the end of the authentication. Default: 15 seconds. Bounds: 1 second to 10
    /// minutes.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a refused key is tried again: a new machine answers some time before it knows the account's keys. Default: 2 minutes.
    /// Bounds: zero, which makes the first refusal final, to one day.
    /// </summary>
    public TimeSpan AuthenticationPatience { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How often a quiet connection sends a sign of life. Default: 30 seconds, as the brev CLI configures OpenSSH. Bounds: 1 second to 1
    /// hour. While something is under way, a machine that has been silent for one interval is asked for an answer; after three to four
    /// intervals without any (two minutes, by default), the connection counts as lost.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The host key that the machine must present: a fingerprint as OpenSSH writes it (<c>SHA256:…</c>) or a public key (<c>ssh-ed25519
    /// AAAA…</c>). Default: <see langword="null"/>, trust on first use: the key of the first connection is kept in <c>known_hosts</c> of
    /// <see cref="Folder"/> under the id of the machine.
    /// </summary>
    public string? HostKey { get; set; }

    /// <summary>
    /// The folder of <c>known_hosts</c> and, when it is there, of the key file <c>brev.pem</c>. Default: <c>~/.brev</c>, which the brev CLI
    /// uses as well.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>
    /// The program that reaches machines behind Cloudflare, by name or path. Default: <c>cloudflared</c>, looked for in <c>PATH</c>.
    /// </summary>
    public string ProxyProgram { get; set; } = "cloudflared";

    /// <summary>Told after each attempt that failed why the machine cannot be reached yet. Default: none.</summary>
    public IProgress<SshConnectProgress>? Progress { get; set; }

    internal SshOptions Copy() => (SshOptions)MemberwiseClone();
}
