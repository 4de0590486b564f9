using System.Net.Sockets;
using Brev.Sdk.Organizations;

namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>
/// Whether SSH gets through to a workspace: this user has an access entry, the relay's address and port are known, and, when asked for, a
/// TCP connection can be made. As for the brev CLI, the Connect services are asked first, entry and port, and what the workspace itself
/// says has to do when they fail or know nothing. For minutes after <c>RUNNING</c> the workspace names the cloud's own host on port 22,
/// which only Brev's relay gets through to.
/// </summary>
internal sealed class SshReachability(BrevClient client, bool testConnection)
{
    private const string RelayDomain = ".run.brev.nvidia.com";
    private const int DefaultPort = 22;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>One look-up at the Connect services; the brev CLI has the same limit.</summary>
    private static readonly TimeSpan LookUpTimeout = TimeSpan.FromSeconds(10);

    private string? _userId;
    private bool _isUserKnown;

    /// <summary>What was missing at the last test.</summary>
    public string Missing { get; private set; } = "";

    public async Task<bool> TestAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var entries = await ListEntriesAsync(workspace, cancellationToken).ConfigureAwait(false);
        if (entries.Count == 0)
        {
            return Lacks("Brev has not set up its SSH relay for it yet.");
        }

        if (await FindOwnAsync(entries, cancellationToken).ConfigureAwait(false) is not { } access)
        {
            return Lacks("Others can reach it by SSH, but this user has no access entry: have its owner share it.");
        }

        if (await FindAddressAsync(workspace, access.PortId, cancellationToken).ConfigureAwait(false) is not { } address)
        {
            return Lacks("The address or the port of its SSH relay is not known yet.");
        }

        return (!testConnection || await CanConnectAsync(address, cancellationToken).ConfigureAwait(false)) || Lacks(
            $"No TCP connection to {address.Host}:{address.Port} can be made. When this lasts, a firewall or proxy can be in the way; "
            + "WaitOptions.TestConnection leaves the test out.");
    }

    private bool Lacks(string what)
    {
        Missing = what;
        return false;
    }

    /// <summary>Those of the Connect services before those of the workspace: both can lag behind each other.</summary>
    private async Task<IReadOnlyList<AccessEntry>> ListEntriesAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var request = new GetEnvironmentRequest
        {
            EnvironmentId = workspace.Id!,
            AttachedDataOptions = new EnvironmentAttachedDataOptions { SshAccess = true },
        };
        var environment = await TryLookUpAsync(
            async token => (await client.GetEnvironmentAsync(request, token).ConfigureAwait(false)).Environment,
            cancellationToken).ConfigureAwait(false);
        return
        [
            .. (environment?.SshAccess ?? []).OfType<SshAccess>().Select(static entry => new AccessEntry(entry.UserId, entry.PortId)),
            .. (workspace.Environment?.SshAccess ?? []).OfType<WorkspaceEnvironmentSshAccess>()
                .Select(static entry => new AccessEntry(entry.UserId, entry.PortId)),
        ];
    }

    /// <summary>
    /// The first of the user that has a port, otherwise one of an older kind without. An entry without a user is everybody's. When Brev
    /// does not say who this is, any entry will do.
    /// </summary>
    private async Task<AccessEntry?> FindOwnAsync(IReadOnlyList<AccessEntry> entries, CancellationToken cancellationToken)
    {
        if (!_isUserKnown)
        {
            _userId = await FindUserAsync(cancellationToken).ConfigureAwait(false);
            _isUserKnown = true;
        }

        return entries
            .Where(entry => _userId is null || string.IsNullOrEmpty(entry.UserId) || entry.UserId == _userId)
            .MaxBy(static entry => !string.IsNullOrEmpty(entry.PortId));
    }

    private async Task<string?> FindUserAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SignedInUser.FindIdAsync(client, cancellationToken).ConfigureAwait(false);
        }
        catch (BrevException exception) when (!exception.IsTransient && exception is not BrevLoginRequiredException)
        {
            return null;
        }
    }

    private async Task<(string Host, int Port)?> FindAddressAsync(
        Workspace workspace, string? portId, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(portId) && await FindNetworkAsync(workspace, cancellationToken).ConfigureAwait(false) is { } network)
        {
            return network.Ports.FirstOrDefault(port => port?.PortId == portId)
                is { Hostname: { Length: > 0 } host, PortNumber: > 0 and { } number }
                ? (host, number)
                : null;
        }

        return workspace.Environment?.Instance?.SshHostname is { } relay && relay.EndsWith(RelayDomain, StringComparison.OrdinalIgnoreCase)
            ? (relay, workspace.SshPort is > 0 and { } port ? port : DefaultPort)
            : null;
    }

    /// <summary>The ports as the Connect services know them; <see langword="null"/> when they cannot say.</summary>
    private async Task<EnvironmentNetworkInfo?> FindNetworkAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var request = new GetEnvironmentNetworkInfoRequest { EnvironmentId = workspace.Id! };
        var network = await TryLookUpAsync(
            async token => (await client.GetEnvironmentNetworkInfoAsync(request, token).ConfigureAwait(false)).NetworkInfo,
            cancellationToken).ConfigureAwait(false);
        return network is null || IsWithoutNetwork(network) ? null : network;
    }

    /// <summary>
    /// What the Connect services say; <see langword="null"/> on any error, and when they take too long, so that what the workspace itself
    /// says has to do.
    /// </summary>
    private async Task<T?> TryLookUpAsync<T>(Func<CancellationToken, Task<T?>> lookUp, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(LookUpTimeout, client.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await lookUp(either.Token).ConfigureAwait(false);
        }
        catch (BrevException exception) when (exception is not BrevLoginRequiredException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Unspecified and without ports means a machine outside Brev's network, not one whose ports are closed.</summary>
    private static bool IsWithoutNetwork(EnvironmentNetworkInfo network) =>
        network.Ports.Count == 0 && (network.Status is null || network.Status == NetworkMemberStatus.Unspecified);

    private async Task<bool> CanConnectAsync((string Host, int Port) address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ConnectTimeout, client.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var connection = new TcpClient();
        try
        {
            await connection.ConnectAsync(address.Host, address.Port, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Who may enter by SSH, and through which port.</summary>
    private sealed record AccessEntry(string? UserId, string? PortId);
}
