using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Connect;

/// <summary>
/// Who may use what in the Connect services: the members of an organization, and of them only those whose API key is for it.
/// </summary>
internal sealed class ConnectAccess(FakeOrganizations organizations)
{
    /// <summary>Why the caller may not use the organization that the request names, or <see langword="null"/> when it may.</summary>
    public FakeAnswer? RefuseOrganization(OperationCall call) =>
        call.TryGetText("organizationId", out var organizationId)
            ? Refuse(call, organizationId)
            : ConnectErrors.InvalidArgument("organizationId is required");

    /// <summary>Why the caller may not use an organization, or <see langword="null"/> when it may.</summary>
    public FakeAnswer? Refuse(OperationCall call, string organizationId) =>
        organizations.Find(organizationId) is null ? ConnectErrors.NotFound("organization")
        : !organizations.IsMember(organizationId, call.UserId) || (call.ApiKeyOrganizationId ?? organizationId) != organizationId
            ? ConnectErrors.PermissionDenied("no access to this organization")
        : null;
}
