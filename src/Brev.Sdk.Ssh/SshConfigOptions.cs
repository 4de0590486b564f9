namespace Brev.Sdk;

/// <summary>What to write for OpenSSH, and where. Every property has a working default.</summary>
public sealed class SshConfigOptions
{
    /// <summary>The organization whose machines are written. Default: <see langword="null"/>, the active one.</summary>
    public string? OrganizationId { get; set; }

    /// <summary>
    /// The folder of <c>ssh_config</c> and the key file <c>brev.pem</c>. Default: <c>~/.brev</c>, where the brev CLI writes the same files.
    /// Its path must not hold a character that has a meaning in OpenSSH's files: quotes, <c>$ % * ? [</c>, on Unix the backslash, control
    /// characters.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>The folder of OpenSSH's own <c>config</c>. Default: <c>~/.ssh</c>.</summary>
    public string? OpenSshFolder { get; set; }

    /// <summary>
    /// Whether the account's private key is written to <c>brev.pem</c>, where OpenSSH reads it. Default: <see langword="true"/>, as the
    /// brev CLI does. With <see langword="false"/> the entries name that file and another program, such as <c>brev login</c>, must write
    /// it.
    /// </summary>
    public bool WriteKey { get; set; } = true;

    /// <summary>
    /// Whether OpenSSH checks host keys: trust on first use, by the id of the machine, in the <c>known_hosts</c> of <see cref="Folder"/>
    /// that sessions use as well (needs OpenSSH 7.6 or later). Default: <see langword="false"/>, no check, as the brev CLI writes it.
    /// </summary>
    public bool CheckHostKeys { get; set; }

    /// <summary>
    /// The program through which OpenSSH reaches machines behind Cloudflare, by name or path: an editor that was not started from a shell
    /// may not find it by name. Default: <c>cloudflared</c>, as the brev CLI writes it. It must not hold a character that has a meaning in
    /// OpenSSH's files or in a shell, but may hold blanks.
    /// </summary>
    public string ProxyProgram { get; set; } = "cloudflared";
}
