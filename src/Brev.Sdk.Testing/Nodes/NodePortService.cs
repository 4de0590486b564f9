using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.Ports;

namespace Brev.Sdk.Testing.Nodes;

/// <summary>The ports of nodes: their lists travel flat.</summary>
internal sealed class NodePortService(FakeNodes nodes, ConnectAccess access) : PortService
{
    public override string Kind => "Node";

    public override string OwnerMember => "externalNodeId";

    public override FakeAnswer? Refuse(OperationCall call, string ownerId) =>
        nodes.Find(ownerId) is { } node ? access.Refuse(call, node.OrganizationId!) : ConnectErrors.NotFound("node");

    public override FakeAnswer? RefuseOpening(string ownerId) => null;

    public override IReadOnlyList<string>? ReadSources(JsonObject request) => request.Texts("allowedSources");

    public override IReadOnlyList<string>? ReadEmails(JsonObject request) => request.Texts("authorizedEmails");

    public override void Closed(OpenPort port) => nodes.RevokeThrough(port);
}
