using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.SshCertificates;

/// <summary>The two operations that sign a caller's SSH key, one for environments and one for nodes.</summary>
internal sealed class SshCertificateOperations(
    FakeNodes nodes, FakeEnvironments environments, ConnectAccess access, SshCertificateAuthority authority, TimeProvider time)
{
    public void AddTo(OperationTable table)
    {
        table.Add("IssueNodeSshCertificate", call => Issue(call, "externalNodeId", "node", id => nodes.Find(id)?.OrganizationId));
        table.Add("IssueEnvironmentSshCertificate", call =>
            Issue(call, "environmentId", "environment", id => environments.Find(id)?.OrganizationId));
    }

    private FakeAnswer Issue(OperationCall call, string member, string kind, Func<string, string?> organizationOf) =>
        !call.TryGetText(member, out var id)
            || !call.TryGetText("linuxUser", out var linuxUser)
            || !call.TryGetText("publicKey", out var publicKey)
            ? ConnectErrors.InvalidArgument($"{member}, linuxUser and publicKey are required")
        : organizationOf(id) is not { } organizationId ? ConnectErrors.NotFound(kind)
        : access.Refuse(call, organizationId) is { } refusal ? refusal
        : authority.Sign(
            publicKey, $"brev:v1:user:{call.UserId}", $"brev:v1:vm:{id}:login:{linuxUser}", time.GetUtcNow()) is { } certificate
            ? FakeAnswer.Json(new JsonObject { ["certificate"] = certificate })
        : ConnectErrors.InvalidArgument("publicKey is no public key in OpenSSH form");
}
