using Brev.Sdk.Testing.Connect;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.OrganizationsV2;

/// <summary>The operations of the tag OrganizationsV2: the same organizations as those of the control plane.</summary>
internal sealed class OrganizationV2Operations(FakeOrganizations organizations, FakeUsers users, ConnectAccess access, FakePaging paging)
{
    public void AddTo(OperationTable table)
    {
        table.Add("ListOrganizationsV2", List);
        table.Add("GetOrganizationV2", call => access.RefuseOrganization(call) ?? Answer(organizations.Get(call.Text("organizationId")!)));
        table.Add("CreateOrganizationV2", Create);
        table.Add("ListOrganizationMembers", call => access.RefuseOrganization(call) ?? ListMembers(call, call.Text("organizationId")!));
    }

    private static DevPlaneOrganization Describe(Organization organization) =>
        new() { OrganizationId = organization.Id, DisplayName = organization.Name, Username = organization.Name };

    private static FakeAnswer Answer(Organization organization) =>
        ConnectAnswer.Of("organization", Describe(organization), ConnectJsonContext.Default.DevPlaneOrganization);

    private FakeAnswer List(OperationCall call)
    {
        var ids = call.Body.Message("options").Texts("ids");
        if (ids is null)
        {
            return ConnectErrors.InvalidArgument("ids has the wrong shape");
        }

        var visible = organizations.All
            .Where(organization => access.Refuse(call, organization.Id!) is null && (ids.Count == 0 || ids.Contains(organization.Id)))
            .Select(Describe)
            .ToArray();
        return paging.Answer(call, visible, ConnectJsonContext.Default.DevPlaneOrganization, string.Join(',', ids));
    }

    private FakeAnswer Create(OperationCall call) =>
        call.TryGetText("displayName", out var name)
            ? Answer(organizations.Add(name, call.UserId))
            : ConnectErrors.InvalidArgument("displayName is required");

    private FakeAnswer ListMembers(OperationCall call, string organizationId)
    {
        var members = organizations.MembersOf(organizationId).Select(Describe).ToArray();
        return paging.Answer(call, members, ConnectJsonContext.Default.OrganizationMember, organizationId);
    }

    /// <summary>A member whose account the test has not added is known by its id only.</summary>
    private OrganizationMember Describe(string userId) =>
        users.Find(userId) is { } user
            ? new() { UserId = userId, DisplayName = user.Name, DefaultEmail = user.Email }
            : new() { UserId = userId };
}
