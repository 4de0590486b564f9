using System.Net;

namespace Brev.Sdk.Ssh.Addresses;

/// <summary>
/// A workspace. Its address is that of the first SSH access entry of the user, with host and public port from the network's description;
/// when a look-up there fails or finds nothing, that of the workspace itself.
/// </summary>
internal sealed class WorkspaceTarget(BrevClient client, string workspaceId, string? userOverride, string? me = null)
    : ISshTarget
{
    private const string ProviderLabel = "sshprovider";
    private const string CertificateProvider = "certauth";

    private static readonly WorkspaceStatus[] Ended =
        [WorkspaceStatus.Stopped, WorkspaceStatus.Stopping, WorkspaceStatus.Deleting, WorkspaceStatus.Failure];

    private readonly CurrentUser _user = new(client, me);

    public string Id => workspaceId;

    public string Name { get; private set; } = $"workspace '{workspaceId}'";

    public string CliCommand => $"brev shell {workspaceId}";

    public string CertificateCall => nameof(BrevClient.IssueEnvironmentSshCertificateAsync);

    public static bool IsCertificateLabel(IReadOnlyDictionary<string, string> labels) =>
        labels.TryGetValue(ProviderLabel, out var provider) && provider == CertificateProvider;

    public async Task<AddressFinding> FindAsync(CancellationToken cancellationToken)
    {
        using var lookUps = new LookUps(client.TimeProvider, cancellationToken);
        return await FindAsync(lookUps).ConfigureAwait(false) with { IsDoubtful = lookUps.IsAnyInDoubt };
    }

    public async Task<string?> IssueCertificateAsync(string publicKey, SshAddress address, CancellationToken cancellationToken)
    {
        var request = new IssueEnvironmentSshCertificateRequest
        {
            EnvironmentId = workspaceId, LinuxUser = address.User, PortId = address.PortId, PublicKey = publicKey,
        };
        return (await client.IssueEnvironmentSshCertificateAsync(request, cancellationToken).ConfigureAwait(false)).Certificate;
    }

    private async Task<AddressFinding> FindAsync(LookUps lookUps)
    {
        var workspace = await GetAsync(lookUps).ConfigureAwait(false);
        var environment = await lookUps.TryAsync("Reading its environment", GetEnvironmentAsync).ConfigureAwait(false);
        var takesCertificate = environment is not null && IsCertificateLabel(environment.Labels);
        if (environment is not null
            && await FindInNetworkAsync(environment, takesCertificate, lookUps).ConfigureAwait(false) is { } address)
        {
            return AddressFinding.At(address);
        }

        return workspace is null
            ? AddressFinding.NotYet(lookUps.Failure)
            : FindInWorkspace(
                workspace,
                environment,
                await _user.FindAccessAsync(workspace.Environment?.SshAccess ?? [], lookUps).ConfigureAwait(false),
                takesCertificate);
    }

    private async Task<Workspace?> GetAsync(LookUps lookUps)
    {
        var workspace = await lookUps.NeedAsync("Reading the workspace", ReadAsync).ConfigureAwait(false);
        if (workspace is not null)
        {
            Name = string.IsNullOrEmpty(workspace.Name) ? Name : $"workspace '{workspace.Name}' ({workspaceId})";
            if (workspace.Status is { } status && Ended.Contains(status))
            {
                throw NotRunning(workspace, status);
            }
        }

        return workspace;
    }

    private async Task<Workspace?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetWorkspaceAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        }
        catch (BrevApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            throw new BrevSshException(
                SshFailureReason.NotRunning,
                $"There is no {Name} for this account: {exception.Message} Check the id, and that the workspace has not been deleted.",
                exception);
        }
    }

    private async Task<BrevEnvironment?> GetEnvironmentAsync(CancellationToken cancellationToken)
    {
        var request = new GetEnvironmentRequest
        {
            EnvironmentId = workspaceId,
            AttachedDataOptions = new EnvironmentAttachedDataOptions { Instance = true, SshAccess = true },
        };
        return (await client.GetEnvironmentAsync(request, cancellationToken).ConfigureAwait(false)).Environment;
    }

    private async Task<SshAddress?> FindInNetworkAsync(BrevEnvironment environment, bool takesCertificate, LookUps lookUps)
    {
        if (await _user.FindAccessAsync(environment.SshAccess, lookUps).ConfigureAwait(false) is not { } access)
        {
            return null;
        }

        var network = await lookUps.TryAsync("Reading its ports", async token =>
            (await client.GetEnvironmentNetworkInfoAsync(new GetEnvironmentNetworkInfoRequest { EnvironmentId = workspaceId }, token)
                .ConfigureAwait(false)).NetworkInfo).ConfigureAwait(false);
        return network?.Ports.FirstOrDefault(port => port.PortId == access.PortId) is { Hostname: { Length: > 0 } host, PortNumber: > 0
            and { } number }
            ? new SshAddress(host, number, UserOf(access.LinuxUser)) { PortId = access.PortId, TakesCertificate = takesCertificate }
            : null;
    }

    private AddressFinding FindInWorkspace(
        Workspace workspace, BrevEnvironment? environment, WorkspaceEnvironmentSshAccess? access, bool takesCertificate)
    {
        if (workspace.Status != WorkspaceStatus.Running)
        {
            return AddressFinding.NotYet($"Its status is {workspace.Status?.Value ?? "not known"}.");
        }

        var host = FirstText(workspace.Environment?.Instance?.SshHostname, environment?.Instance?.SshHostname, workspace.Dns);
        return host is null && string.IsNullOrEmpty(workspace.SshProxyHostname)
            ? AddressFinding.NotYet("It runs, but Brev has no SSH address for it yet.")
            : AddressFinding.At(new SshAddress(host ?? "", workspace.SshPort is > 0 and { } port
                ? port
                : SshAddress.DefaultPort, UserOf(FirstText(access?.LinuxUser, workspace.SshUser)))
            {
                PortId = access?.PortId,
                ProxyHostname = FirstText(workspace.SshProxyHostname),
                TakesCertificate = takesCertificate,
            });
    }

    private static string? FirstText(params string?[] texts) => Array.Find(texts, static text => !string.IsNullOrEmpty(text));

    private string UserOf(string? named) => FirstText(userOverride, named) ?? SshAddress.DefaultUser;

    private BrevSshException NotRunning(Workspace workspace, WorkspaceStatus status)
    {
        var evidence = string.IsNullOrEmpty(workspace.StatusMessage)
            ? $"Its status is {status.Value}."
            : $"Its status is {status.Value}: {workspace.StatusMessage.TrimEnd('.')}.";
        var advice = status == WorkspaceStatus.Stopped ? "Start it with StartWorkspaceAsync and connect again."
            : status == WorkspaceStatus.Stopping ? "Wait until it is stopped, start it with StartWorkspaceAsync, and connect again."
            : status == WorkspaceStatus.Failure ? "Delete it and create another one."
            : "It is gone; create another one.";
        return new BrevSshException(SshFailureReason.NotRunning, $"The {Name} cannot be reached by SSH. {evidence} {advice}");
    }
}
