using System.Net;

namespace Brev.Sdk.Ssh.Addresses;

/// <summary>
/// A registered machine. Its address is that of the first SSH access entry of the user, with host and public port from its list of ports.
/// </summary>
internal sealed class NodeTarget(BrevClient client, ExternalNode node, string? userOverride, string? me = null)
    : ISshTarget
{
    private readonly CurrentUser _user = new(client, me);

    public string Id { get; } = string.IsNullOrEmpty(node.ExternalNodeId) || string.IsNullOrEmpty(node.OrganizationId)
        ? throw new ArgumentException(
            "The node has no id or no organization. Pass one that ListNodesAsync or GetNodeAsync has given.", nameof(node))
        : node.ExternalNodeId;

    public string Name => $"node '{node.Name ?? Id}' ({Id})";

    public string CliCommand => $"brev shell {node.Name ?? Id}";

    public string CertificateCall => nameof(BrevClient.IssueNodeSshCertificateAsync);

    public async Task<AddressFinding> FindAsync(CancellationToken cancellationToken)
    {
        using var lookUps = new LookUps(client.TimeProvider, cancellationToken);
        return await FindAsync(lookUps).ConfigureAwait(false) with { IsDoubtful = lookUps.IsAnyInDoubt };
    }

    public async Task<string?> IssueCertificateAsync(string publicKey, SshAddress address, CancellationToken cancellationToken)
    {
        var request = new IssueNodeSshCertificateRequest
        {
            ExternalNodeId = Id, LinuxUser = address.User, PortId = address.PortId, PublicKey = publicKey,
        };
        return (await client.IssueNodeSshCertificateAsync(request, cancellationToken).ConfigureAwait(false)).Certificate;
    }

    private async Task<AddressFinding> FindAsync(LookUps lookUps)
    {
        if (await lookUps.NeedAsync("Reading the node", ReadAsync).ConfigureAwait(false) is not { } current)
        {
            return AddressFinding.NotYet(lookUps.Failure.Length > 0 ? lookUps.Failure : "Brev's answer names no node.");
        }

        if (await _user.FindAccessAsync(current.SshAccess, lookUps).ConfigureAwait(false) is not { } access)
        {
            return AddressFinding.NotYet(
                "This user has no SSH access to it yet: open its SSH port and call GrantNodeSshAccessAsync, or run brev enable-ssh on it.");
        }

        return current.Ports.FirstOrDefault(port => port.PortId == access.PortId) is { Hostname: { Length: > 0 } host, PortNumber: > 0
            and { } number }
            ? AddressFinding.At(new SshAddress(host, number, UserOf(
                access)) { PortId = access.PortId, TakesCertificate = WorkspaceTarget.IsCertificateLabel(current.Labels) })
            : AddressFinding.NotYet($"The host or the public port of its SSH port '{access.PortId}' is not known yet.");
    }

    private string UserOf(SshAccess access) =>
        userOverride ?? (string.IsNullOrEmpty(access.LinuxUser) ? SshAddress.DefaultUser : access.LinuxUser);

    private async Task<ExternalNode?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetNodeRequest { ExternalNodeId = Id, OrganizationId = node.OrganizationId! };
            return (await client.GetNodeAsync(request, cancellationToken).ConfigureAwait(false)).ExternalNode;
        }
        catch (BrevApiException exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            throw new BrevSshException(
                SshFailureReason.NotRunning,
                $"There is no {Name} for this account: {exception.Message} Check that it has not been removed.",
                exception);
        }
    }
}
