using System.Runtime.ExceptionServices;
using System.Text;
using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.Keys;

namespace Brev.Sdk.Ssh.Configuring;

/// <summary>
/// Lists the machines → looks up their addresses → writes the key, the entries, and the line that includes them, in this order, so that
/// each finds what it names.
/// </summary>
internal sealed class ConfigWriter
{
    private const int LookUpsAtOnce = 8;
    private const string Header = "# Written by brev and Brev.Sdk, and replaced as a whole: put your own settings into ~/.ssh/config.\n";
    private const string FolderAdvice = "Make it usable for this user, or set SshConfigOptions.Folder.";

    private readonly BrevClient _client;
    private readonly SshConfigOptions _options;
    private readonly ConfigPaths _paths;
    private readonly ConfigInclude _include;
    private readonly OwnFile _userConfig;

    public ConfigWriter(BrevClient brev, SshConfigOptions configOptions)
    {
        (_client, _options, _paths) = (brev, configOptions, new ConfigPaths(configOptions));
        _include = new ConfigInclude(_paths);
        _userConfig = new OwnFile(
            _paths.UserConfig, $"The entries stand in '{_paths.Config}': put this line at the top of the file by hand: {_include.Line}");
    }

    public async Task<SshConfigResult> WriteAsync(CancellationToken cancellationToken)
    {
        var organizationId = _options.OrganizationId
            ?? (await _client.GetActiveOrganizationAsync(cancellationToken).ConfigureAwait(false)).Id!;
        var me = await _client.FindCurrentUserIdAsync(cancellationToken).ConfigureAwait(false);
        var scope = me is null ? MachineScope.Everybody : MachineScope.Mine;
        var all = await _client.ListMachinesAsync(organizationId, scope, cancellationToken).ConfigureAwait(false);
        if (!all.IsComplete)
        {
            // The file is replaced as a whole, so that machines would vanish from it.
            ExceptionDispatchInfo.Throw(all.Missing.Values.First());
        }

        Machine[] machines = [.. all.OrderBy(static machine => machine.Id, StringComparer.Ordinal)];
        var kept = HostEntry.ReadAddresses(Encoding.UTF8.GetString(new OwnFile(_paths.Config, FolderAdvice).Read()));
        var findings = await FindAllAsync(machines, me, kept, cancellationToken).ConfigureAwait(false);
        var hosts = findings.Select(static finding => finding.Host).OfType<HostEntry>()
            .OrderBy(static host => host.Alias, StringComparer.Ordinal).ToArray();
        await WriteFilesAsync(hosts, cancellationToken).ConfigureAwait(false);
        return new SshConfigResult(_paths.Config, _paths.Key)
        {
            Hosts = [.. hosts.Select(static host => new SshConfigHost(host.Alias, host.Machine.Id, host.Machine.Name))],
            Skipped = [.. findings.Select(static finding => finding.Skip).OfType<SshConfigSkip>()],
        };
    }

    private async Task<(HostEntry? Host, SshConfigSkip? Skip)[]> FindAllAsync(
        Machine[] machines, string? me, IReadOnlyDictionary<string, SshAddress> kept, CancellationToken cancellationToken)
    {
        var aliases = new Aliases(machines, _include.OwnHosts(_userConfig.Read()));
        using var room = new SemaphoreSlim(LookUpsAtOnce);
        return await Task.WhenAll(machines.Select(async machine =>
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await FindAsync(machine, me, aliases.Of(machine), kept, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                room.Release();
            }
        })).ConfigureAwait(false);
    }

    private async Task<(HostEntry? Host, SshConfigSkip? Skip)> FindAsync(
        Machine machine,
        string? me,
        string alias,
        IReadOnlyDictionary<string, SshAddress> kept,
        CancellationToken cancellationToken)
    {
        string obstacle;
        try
        {
            ISshTarget target = machine.Node is { } node
                ? new NodeTarget(_client, node, userOverride: null, me)
                : new WorkspaceTarget(_client, machine.Id, userOverride: null, me);
            var finding = await target.FindAsync(cancellationToken).ConfigureAwait(false);

            // Without an answer of Brev, what it has said last about this machine holds.
            var address = finding.Address ?? (finding.IsDoubtful ? kept.GetValueOrDefault(machine.Id) : null);
            var entry = address is null ? null : new HostEntry(alias, machine, address);
            if (entry is { Obstacle: null })
            {
                return (entry, null);
            }

            obstacle = entry?.Obstacle ?? finding.Missing;
        }
        catch (BrevSshException exception)
        {
            obstacle = exception.Message;
        }

        return (null, new SshConfigSkip(machine.Id, machine.Name, obstacle));
    }

    private async Task WriteFilesAsync(HostEntry[] hosts, CancellationToken cancellationToken)
    {
        if (_options.WriteKey && hosts.Length > 0)
        {
            var key = await AccountKey.FetchTextAsync(_client, cancellationToken).ConfigureAwait(false);
            var content = Encoding.UTF8.GetBytes(key.TrimEnd() + "\n");
            await new OwnFile(_paths.Key, FolderAdvice).WritePrivateAsync(content).ConfigureAwait(false);
        }

        var text = string.Join('\n', hosts.Select(host => host.Write(_paths, _options)).Prepend(Header));
        await new OwnFile(_paths.Config, FolderAdvice).WritePrivateAsync(Encoding.UTF8.GetBytes(text)).ConfigureAwait(false);
        await _userConfig.WriteKeepingModeAsync(_include.AddTo(_userConfig.Read())).ConfigureAwait(false);
    }
}
