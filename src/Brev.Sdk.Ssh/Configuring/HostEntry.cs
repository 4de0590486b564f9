using System.Globalization;
using System.Text.RegularExpressions;
using Brev.Sdk.Ssh.Addresses;

namespace Brev.Sdk.Ssh.Configuring;

/// <summary>One <c>Host</c> of the configuration.</summary>
internal sealed partial record HostEntry(string Alias, Machine Machine, SshAddress Address)
{
    private const string CertificateReason =
        "It takes certificates, which last minutes, instead of the account's key, so that an entry would not work. Use ConnectAsync, or "
            + "brev shell.";

    private string HostName => Address.Host.Length > 0 ? Address.Host : Address.ProxyHostname!;

    /// <summary>Why it cannot be written; <see langword="null"/> when it can.</summary>
    public string? Obstacle =>
        Address.TakesCertificate ? CertificateReason
        : !ConfigWord.IsAlias(Alias) || !ConfigWord.IsAlias(Machine.Id) ? Unfit("id")
        : !ConfigWord.IsHostName(HostName) || Address.Port is < 1 or > 65535 ? Unfit("address")
        : !ConfigWord.IsUser(Address.User) ? Unfit("user name")
        : Address.ProxyHostname is { } proxy && !ConfigWord.IsHostName(proxy) ? Unfit("name at Cloudflare")
        : null;

    /// <summary>
    /// The addresses in a configuration that this class has written, by the ids of the machines: a name may be that of another machine by
    /// now. Entries of the brev CLI name no machine.
    /// </summary>
    public static IReadOnlyDictionary<string, SshAddress> ReadAddresses(string config)
    {
        var addresses = new Dictionary<string, SshAddress>(StringComparer.Ordinal);
        foreach (var entry in Written().Matches(config).Select(static match => match.Groups))
        {
            addresses[entry["id"].Value] = new SshAddress(
                entry["host"].Value, int.Parse(entry["port"].Value, CultureInfo.InvariantCulture), entry["user"].Value)
            {
                ProxyHostname = entry["proxy"].Success ? entry["proxy"].Value : null,
            };
        }

        return addresses;
    }

    public string Write(ConfigPaths paths, SshConfigOptions options) => string.Concat(
        [$"Host {Alias}\n", .. Lines(paths, options).Select(static line => $"  {line}\n")]);

    private IEnumerable<string> Lines(ConfigPaths paths, SshConfigOptions options)
    {
        yield return $"# Machine {Machine.Id}";
        yield return $"HostName {HostName}";
        yield return string.Create(CultureInfo.InvariantCulture, $"Port {Address.Port}");
        yield return $"User {Address.User}";
        yield return $"IdentityFile {ConfigPaths.Quote(paths.Key)}";
        yield return "IdentitiesOnly yes";
        foreach (var line in options.CheckHostKeys ? Checking(paths) : NotChecking())
        {
            yield return line;
        }

        yield return "ServerAliveInterval 30";
        if (Address.ProxyHostname is { } proxy)
        {
            yield return $"ProxyCommand {ConfigPaths.QuoteProgram(options.ProxyProgram)} access ssh --hostname {proxy}";
        }
    }

    private static string[] NotChecking() =>
        ["StrictHostKeyChecking no", $"UserKnownHostsFile {(OperatingSystem.IsWindows() ? "NUL" : "/dev/null")}"];

    /// <summary>Names are not hashed, because sessions read the same file by the ids of machines.</summary>
    private string[] Checking(ConfigPaths paths) =>
    [
        "StrictHostKeyChecking accept-new",
        $"UserKnownHostsFile {ConfigPaths.Quote(paths.KnownHosts)}",
        $"HostKeyAlias {Machine.Id}",
        "HashKnownHosts no",
    ];

    [GeneratedRegex(
        @"^  # Machine (?<id>\S+)\n  HostName (?<host>\S+)\n  Port (?<port>[0-9]{1,5})\n  User (?<user>\S+)\n"
            + @"(?:  (?:ProxyCommand .* --hostname (?<proxy>\S+)|.*)\n)*",
        RegexOptions.Multiline)]
    private static partial Regex Written();

    private static string Unfit(string what) =>
        $"Its {what} is no plain word and could change the meaning of the configuration, so that nothing was written for it. Look at the "
            + "machine in the console.";
}
