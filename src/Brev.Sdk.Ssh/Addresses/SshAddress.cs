namespace Brev.Sdk.Ssh.Addresses;

/// <summary>Where a machine is reached.</summary>
/// <param name="Host">The host, or the proxy's name for it.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="User">The user on the machine.</param>
internal sealed record SshAddress(string Host, int Port, string User)
{
    public const string DefaultUser = "ubuntu";

    public const int DefaultPort = 22;

    /// <summary>The port's id in Brev's network, which certificates are issued for.</summary>
    public string? PortId { get; init; }

    /// <summary>The name under which Cloudflare's program reaches it; <see langword="null"/> for a direct connection.</summary>
    public string? ProxyHostname { get; init; }

    /// <summary>Whether the machine takes a certificate instead of the account's key.</summary>
    public bool TakesCertificate { get; init; }

    public override string ToString() => ProxyHostname is null ? $"{User}@{Host}:{Port}" : $"{User}@{ProxyHostname} through cloudflared";
}
