using System.Net;
using System.Net.NetworkInformation;

namespace Brev.Sdk.Ssh.Tests.Server;

/// <summary>A test that needs the loopback address of IPv6 as well. It is skipped, and says so, on a machine without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SshIPv6FactAttribute : FactAttribute
{
    /// <summary>Looks for the server and the address.</summary>
    /// <param name="mustBeNamed">Whether the name <c>localhost</c> has to lead to it.</param>
    public SshIPv6FactAttribute(bool mustBeNamed = false) => Skip = SshServer.Missing
        ?? (!HasLoopback() ? "This machine has no address ::1."
            : mustBeNamed && !Dns.GetHostAddresses("localhost").Contains(IPAddress.IPv6Loopback)
                ? "The name localhost does not lead to ::1 here: add '::1 localhost' to /etc/hosts."
                : null);

    private static bool HasLoopback() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(static adapter => adapter.GetIPProperties().UnicastAddresses)
        .Any(static address => address.Address.Equals(IPAddress.IPv6Loopback));
}
