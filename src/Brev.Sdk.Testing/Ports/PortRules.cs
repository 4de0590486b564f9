using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Brev.Sdk.Testing.Ports;

/// <summary>
/// What the services accept in requests about ports. Each rule returns the message of the error, or <see langword="null"/>.
/// </summary>
internal static class PortRules
{
    public static string? CheckNumber(int number) =>
        number is >= 1 and <= 65535 ? null : "portNumber must be between 1 and 65535";

    public static string? CheckProtocol(string protocol) =>
        protocol == PortProtocol.Tcp.Value || protocol == PortProtocol.Udp.Value || protocol == PortProtocol.Ssh.Value
            ? null
            : "protocol must be PORT_PROTOCOL_TCP, PORT_PROTOCOL_UDP or PORT_PROTOCOL_SSH";

    public static string? CheckHttpProtocol(string protocol) =>
        protocol == HttpPortProtocol.Http.Value || protocol == HttpPortProtocol.Https.Value
            ? null
            : "httpProtocol must be HTTP_PORT_PROTOCOL_HTTP or HTTP_PORT_PROTOCOL_HTTPS";

    public static string? CheckSources(IReadOnlyList<string>? sources) =>
        sources is null ? "allowedSources has the wrong shape"
        : sources.All(IsCidr) ? null
        : "allowedSources must be networks in CIDR form, such as 203.0.113.0/24";

    public static string? CheckAccess(IReadOnlyList<string>? emails, bool everybody) =>
        emails is null ? "authorizedEmails has the wrong shape"
        : emails.Count > 0 && everybody ? "authorizedEmails and allowPublicUnauthenticated exclude each other"
        : emails.All(IsEmail) ? null
        : "authorizedEmails must be e-mail addresses";

    /// <summary>The label is the first part of the host name only, and says whose port it is.</summary>
    public static string? CheckLabel(string label, string ownerId) =>
        label.Length is 0 or > 63
            || !label.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
            ? "customHostname must be one label of lower-case letters, digits and hyphens"
        : label.EndsWith($"-{ownerId.ToLowerInvariant()}", StringComparison.Ordinal) && !label.StartsWith('-') ? null
        : $"customHostname must end with -{ownerId.ToLowerInvariant()}";

    private static bool IsCidr(string source)
    {
        var parts = source.Split('/');
        return parts.Length == 2
            && IPAddress.TryParse(parts[0], out var address)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    private static bool IsEmail(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 1;
    }
}
