using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Brev.Sdk.Ssh.Configuring;

/// <summary>
/// What of the server's texts may stand in a configuration. Only words pass that have no other meaning there, nor in a shell: nothing is
/// quoted or escaped.
/// </summary>
internal static partial class ConfigWord
{
    /// <summary>A dot is refused, so that no machine's name can take the place of a host such as github.com.</summary>
    public static bool IsAlias(string text) => Alias().IsMatch(text);

    public static bool IsUser(string text) => User().IsMatch(text);

    public static bool IsHostName(string text) => HostName().IsMatch(text)
        || (!text.Contains('%', StringComparison.Ordinal)
            && IPAddress.TryParse(text, out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6
            && text[0] != '[');

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_-]{0,127}\z")]
    private static partial Regex Alias();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}\z")]
    private static partial Regex User();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.-]{0,252}\z")]
    private static partial Regex HostName();
}
