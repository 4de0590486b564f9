using System.Net;
using System.Text;
using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.HostKeys;
using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>How the library connects.</summary>
internal static class ConnectionSettings
{
    public static ConnectionInfo Create(
        SshAddress address, int? proxyPort, PrivateKeyFile key, HostKeyTypes types, SshOptions options)
    {
        var (host, port) = proxyPort is { } local ? (IPAddress.Loopback.ToString(), local) : (address.Host, address.Port);
        var info = new ConnectionInfo(host, port, address.User, new PrivateKeyAuthenticationMethod(address.User, key))
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false),
            Timeout = options.ConnectTimeout,
        };
        PreferAuthenticatedEncryption(info);
        AskForHostKeys(info, types);
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

    private static void AskForHostKeys(ConnectionInfo info, HostKeyTypes types)
    {
        var all = info.HostKeyAlgorithms.ToDictionary();
        info.HostKeyAlgorithms.Clear();
        foreach (var name in types.Order(all.Keys))
        {
            info.HostKeyAlgorithms.Add(name, all[name]);
        }
    }
}
