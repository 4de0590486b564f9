using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.Ports;

namespace Brev.Sdk.Testing.Environments;

/// <summary>The ports of environments: the lists of their changes travel in a message of their own.</summary>
internal sealed class EnvironmentPortService(FakeEnvironments environments, ConnectAccess access) : PortService
{
    public override string Kind => "Environment";

    public override string OwnerMember => "environmentId";

    public override FakeAnswer? Refuse(OperationCall call, string ownerId) =>
        environments.Find(ownerId) is { } record ? access.Refuse(call, record.OrganizationId) : ConnectErrors.NotFound("environment");

    public override FakeAnswer? RefuseOpening(string ownerId) =>
        environments.Find(ownerId) is { HasNetwork: true } ? null : ConnectErrors.FailedPrecondition("the environment has no network yet");

    public override IReadOnlyList<string>? ReadSources(JsonObject request) => ReadWrapped(request, "allowedSources", "cidrBlocks");

    public override IReadOnlyList<string>? ReadEmails(JsonObject request) => ReadWrapped(request, "authorizedEmails", "emails");

    private static IReadOnlyList<string>? ReadWrapped(JsonObject request, string name, string list) =>
        request[name] is null or JsonObject ? request.Message(name).Texts(list) : null;
}
