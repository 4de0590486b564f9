using System.Net;
using System.Text;
using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.HostKeys;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>How the library connects.</summary>
internal static class ConnectionSettings
{
    /// <summary>
    /// How long a machine that is connected may take nothing, such as the input of a command that is busy otherwise. The library has one
    /// limit for this and for connecting.
    /// </summary>
    public static readonly TimeSpan LongestStandstill = TimeSpan.FromHours(1);

    private const string CertificateSuffix = "-cert-v01@openssh.com";

    public static ConnectionInfo Create(
        SshAddress address, int? proxyPort, PrivateKeyFile key, IReadOnlyList<KnownHost> known, SshOptions options)
    {
        var (host, port) = proxyPort is { } local ? (IPAddress.Loopback.ToString(), local) : (address.Host, address.Port);
        var info = new ConnectionInfo(host, port, address.User, new PrivateKeyAuthenticationMethod(address.User, key))
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false),
            Timeout = options.ConnectTimeout,
        };
        PreferAuthenticatedEncryption(info);
        PreferKnownHostKeys(info, known);
        return info;
    }

    /// <summary>
    /// AES in GCM runs on the processor's own instructions; the library's counter mode does not, and needs a code for integrity beside it.
    /// </summary>
    private static void PreferAuthenticatedEncryption(ConnectionInfo info)
    {
        foreach (var (name, cipher) in info.Encryptions.Where(static pair => pair.Key.EndsWith("-ctr", StringComparison.Ordinal)).ToArray())
        {
            info.Encryptions.Remove(name);
            info.Encryptions.Add(name, cipher);
        }
    }

    /// <summary>
    /// A machine has keys of several types. Asking for the known one first keeps it from looking changed. Certificates of hosts are left
    /// out: nothing here could check who has signed them.
    /// </summary>
    private static void PreferKnownHostKeys(ConnectionInfo info, IReadOnlyList<KnownHost> known)
    {
        var all = info.HostKeyAlgorithms.Where(static pair => !pair.Key.EndsWith(CertificateSuffix, StringComparison.Ordinal)).ToArray();
        info.HostKeyAlgorithms.Clear();
        foreach (var (name, algorithm) in all.OrderByDescending(pair => known.Any(host => IsOfType(pair.Key, host.Type))))
        {
            info.HostKeyAlgorithms.Add(name, algorithm);
        }
    }

    private static bool IsOfType(string algorithm, string type) =>
        algorithm == type || (type == "ssh-rsa" && algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal));
}
