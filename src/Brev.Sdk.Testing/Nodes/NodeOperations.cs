using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Nodes;

/// <summary>The operations of the tag ExternalNodes, apart from those on ports.</summary>
internal sealed class NodeOperations(FakeNodes nodes, ConnectAccess access, FakeOrganizations organizations)
{
    public void AddTo(OperationTable table)
    {
        table.Add("AddNode", call => access.RefuseOrganization(call) ?? Register(call.Body));
        table.Add("ListNodes", call => access.RefuseOrganization(call) ?? List(call.Text("organizationId")!));
        table.Add("GetNode", Get);
        table.Add("RemoveNode", call => WithNode(call, Remove));
        table.Add("GrantNodeSshAccess", call => WithNode(call, node => Grant(call.Body, node)));
        table.Add("RevokeNodeSshAccess", call => WithNode(call, node => Revoke(call.Body, node)));
    }

    private static FakeAnswer Answer(ExternalNode node) => ConnectAnswer.Of("externalNode", node, ConnectJsonContext.Default.ExternalNode);

    private FakeAnswer Register(JsonObject request)
    {
        var (name, deviceId) = (request.Text("name"), request.Text("deviceId"));
        if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(deviceId))
        {
            return ConnectErrors.InvalidArgument("name and deviceId are required");
        }

        if (!TryReadSpec(request, out var spec))
        {
            return ConnectErrors.InvalidArgument("nodeSpec has the wrong shape");
        }

        var requested = new ExternalNode
        {
            OrganizationId = request.Text("organizationId"),
            Name = name,
            DeviceId = deviceId,
            NodeSpec = spec,
        };
        return nodes.TryAdd(requested, NetworkMemberStatus.Disconnected) is { } node
            ? Answer(WithRegistrationCommand(node))
            : ConnectErrors.AlreadyExists($"node with name {name} already exists");
    }

    private static bool TryReadSpec(JsonObject request, out NodeSpec? spec)
    {
        try
        {
            spec = request["nodeSpec"]?.Deserialize(ConnectJsonContext.Default.NodeSpec);
            return true;
        }
        catch (JsonException)
        {
            spec = null;
            return false;
        }
    }

    /// <summary>Only the answer to the registration has the command.</summary>
    private static ExternalNode WithRegistrationCommand(ExternalNode node) =>
        node with { ConnectivityInfo = node.ConnectivityInfo! with { RegistrationCommand = $"synthetic-register --setup-key "
            + $"{FakeTokens.NewSecret("setup-")}" } };

    private FakeAnswer List(string organizationId) =>
        ConnectAnswer.OfItems(nodes.Of(organizationId), ConnectJsonContext.Default.ExternalNode);

    private FakeAnswer Get(OperationCall call) =>
        access.RefuseOrganization(call)
            ?? WithNode(call, node => node.OrganizationId == call.Text("organizationId") ? Answer(node) : ConnectErrors.NotFound("node"));

    private FakeAnswer Remove(ExternalNode node)
    {
        nodes.Remove(node.ExternalNodeId!);
        return ConnectAnswer.Empty;
    }

    private FakeAnswer Grant(JsonObject request, ExternalNode node)
    {
        var requested = ReadAccess(request);
        if (CheckAccess(requested, node) is { } refusal)
        {
            return refusal;
        }

        if (nodes.Ports.Find(requested.PortId!) is not { } port || port.OwnerId != node.ExternalNodeId)
        {
            return ConnectErrors.NotFound("port");
        }

        return port.Port.Protocol != PortProtocol.Ssh ? ConnectErrors.InvalidArgument("the port is no SSH port")
            : !nodes.IsSshReady(port) ? ConnectErrors.SshNotReady
            : Changed(() => nodes.Grant(node.ExternalNodeId!, requested));
    }

    private FakeAnswer Revoke(JsonObject request, ExternalNode node)
    {
        var requested = ReadAccess(request);
        return node.SshAccess.Contains(requested)
            ? Changed(() => nodes.Revoke(node.ExternalNodeId!, requested))
            : ConnectErrors.NotFound("ssh access");
    }

    private FakeAnswer? CheckAccess(SshAccess requested, ExternalNode node) =>
        string.IsNullOrWhiteSpace(requested.PortId)
            || string.IsNullOrWhiteSpace(requested.LinuxUser)
            || string.IsNullOrWhiteSpace(requested.UserId)
            ? ConnectErrors.InvalidArgument("portId, userId and linuxUser are required")
        : organizations.IsMember(node.OrganizationId!, requested.UserId) ? null
        : ConnectErrors.NotFound("user");

    private static SshAccess ReadAccess(JsonObject request) =>
        new() { UserId = request.Text("userId"), LinuxUser = request.Text("linuxUser"), PortId = request.Text("portId") };

    private static FakeAnswer Changed(Action change)
    {
        change();
        return ConnectAnswer.Empty;
    }

    private FakeAnswer WithNode(OperationCall call, Func<ExternalNode, FakeAnswer> answer) =>
        !call.TryGetText("externalNodeId", out var id) ? ConnectErrors.InvalidArgument("externalNodeId is required")
        : nodes.Find(id) is not { } node ? ConnectErrors.NotFound("node")
        : access.Refuse(call, node.OrganizationId!) ?? answer(node);
}
