using System.Net;
using Brev.Sdk.Testing.Ports;
using Brev.Sdk.Testing.SshCertificates;

namespace Brev.Sdk.Testing;

/// <summary>The external nodes of the fake: machines that organizations have registered. Thread-safe.</summary>
public sealed class FakeNodes
{
    private readonly object _lock = new();
    private readonly List<ExternalNode> _nodes = [];
    private readonly TimeProvider _clock;
    private readonly SshCertificateAuthority _authority;
    private int _number;

    internal FakeNodes(TimeProvider clock, PublicPortNumbers numbers, SshCertificateAuthority authority)
    {
        _clock = clock;
        _authority = authority;
        Ports = new PortTable(clock, numbers);
    }

    /// <summary>
    /// How long after its port was opened, by <see cref="FakeBrev.Clock"/>, an SSH grant is answered with the error <c>internal</c>, as the
    /// real service does for up to a minute. Default: 30 seconds. Zero for grants that succeed at once.
    /// </summary>
    public TimeSpan SshReadyAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether nodes are labelled to take certificates, which <see cref="FakeBrev.SshCertificateAuthority"/> signs, instead of the
    /// account's key (<see cref="FakeUsers.SetSshKey"/>); they then name that authority. Default: <see langword="false"/>.
    /// </summary>
    public bool SshTakesCertificates { get; set; }

    /// <summary>Every node with its ports and grants, oldest first.</summary>
    public IReadOnlyList<ExternalNode> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _nodes.Select(Describe)];
            }
        }
    }

    internal PortTable Ports { get; }

    /// <summary>Adds a node that is registered and connected.</summary>
    /// <param name="organizationId">The organization that it belongs to.</param>
    /// <param name="name">Its name, unique in the organization.</param>
    /// <exception cref="ArgumentException">The organization has a node of that name.</exception>
    public ExternalNode Add(string organizationId, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(organizationId);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return TryAdd(
            new ExternalNode { OrganizationId = organizationId, Name = name, DeviceId = Guid.NewGuid().ToString() },
            NetworkMemberStatus.Connected)
            ?? throw new ArgumentException($"The organization already has a node with the name '{name}'.", nameof(name));
    }

    /// <summary>A node by its id, with its ports and grants.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ExternalNode Get(string externalNodeId) =>
        Find(externalNodeId) ?? throw new KeyNotFoundException($"The fake has no node '{externalNodeId}'. Add it with Nodes.Add.");

    /// <summary>
    /// Sets whether a node is connected to Brev's network. A node that <c>AddNode</c> has registered is not, until its machine has run the
    /// command.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is none with that id.</exception>
    public void SetConnected(string externalNodeId, bool connected)
    {
        Get(externalNodeId);
        var status = connected ? NetworkMemberStatus.Connected : NetworkMemberStatus.Disconnected;
        Change(externalNodeId, node => node with { ConnectivityInfo = new NodeConnectivityInfo { Status = status } });
    }

    /// <summary>
    /// Opens a port as Brev itself does (<c>PORT_TYPE_SYSTEM</c>): callers can neither close it nor have it lead elsewhere.
    /// </summary>
    /// <param name="externalNodeId">The node.</param>
    /// <param name="protocol">TCP, UDP or SSH.</param>
    /// <param name="serverPort">The port on the machine.</param>
    /// <exception cref="KeyNotFoundException">There is no such node.</exception>
    public Port AddSystemPort(string externalNodeId, PortProtocol protocol, int serverPort) =>
        Ports.OpenSystem(Get(externalNodeId).ExternalNodeId!, protocol, serverPort);

    /// <summary>Opens the SSH port of a node so that it leads to an SSH server of the test's.</summary>
    /// <param name="externalNodeId">The node.</param>
    /// <param name="endpoint">Where the server listens.</param>
    /// <exception cref="KeyNotFoundException">There is no such node.</exception>
    public Port AddSshPort(string externalNodeId, DnsEndPoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return Ports.OpenSystem(Get(externalNodeId).ExternalNodeId!, PortProtocol.Ssh, 22, portId: null, endpoint);
    }

    internal ExternalNode? Find(string externalNodeId)
    {
        lock (_lock)
        {
            return _nodes.Find(node => node.ExternalNodeId == externalNodeId) is { } node ? Describe(node) : null;
        }
    }

    internal IReadOnlyList<ExternalNode> Of(string organizationId) => [.. All.Where(node => node.OrganizationId == organizationId)];

    /// <summary>Adds a node, or returns <see langword="null"/> when its organization has one of that name.</summary>
    internal ExternalNode? TryAdd(ExternalNode node, NetworkMemberStatus status)
    {
        lock (_lock)
        {
            if (_nodes.Exists(other => other.OrganizationId == node.OrganizationId && other.Name == node.Name))
            {
                return null;
            }

            var added = node with { ExternalNodeId = $"unode{++_number}", ConnectivityInfo = new NodeConnectivityInfo { Status = status } };
            _nodes.Add(added);
            return added;
        }
    }

    internal void Remove(string externalNodeId)
    {
        lock (_lock)
        {
            _nodes.RemoveAll(node => node.ExternalNodeId == externalNodeId);
        }

        Ports.CloseAllOf(externalNodeId);
    }

    internal bool IsSshReady(OpenPort port) => _clock.GetUtcNow() - port.OpenedOn >= SshReadyAfter;

    internal void Grant(string externalNodeId, SshAccess access) =>
        Change(externalNodeId, node => node.SshAccess.Contains(access) ? node : node with { SshAccess = [.. node.SshAccess, access] });

    internal void Revoke(string externalNodeId, SshAccess access) =>
        Change(externalNodeId, node => node with { SshAccess = [.. node.SshAccess.Where(other => other != access)] });

    internal void RevokeThrough(OpenPort port) =>
        Change(port.OwnerId, node => node with { SshAccess = [.. node.SshAccess.Where(access => access.PortId != port.Port.PortId)] });

    private ExternalNode Describe(ExternalNode node)
    {
        var described = node with { Ports = Ports.Of(node.ExternalNodeId!) };
        return SshTakesCertificates
            ? described with { Labels = SshCertificateLabel.Of(takesCertificates: true), CertificateAuthority = _authority.PublicKey }
            : described;
    }

    /// <summary>Changes a node, unless another request has removed it meanwhile.</summary>
    private void Change(string externalNodeId, Func<ExternalNode, ExternalNode> change)
    {
        lock (_lock)
        {
            var index = _nodes.FindIndex(node => node.ExternalNodeId == externalNodeId);
            if (index >= 0)
            {
                _nodes[index] = change(_nodes[index]);
            }
        }
    }
}
