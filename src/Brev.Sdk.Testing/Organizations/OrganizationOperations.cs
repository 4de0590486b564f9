using System.Net;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Organizations;

/// <summary>The operations of the tag Organizations.</summary>
internal sealed class OrganizationOperations(FakeOrganizations organizations)
{
    public void AddTo(OperationTable table)
    {
        table.Add("ListOrganizations", List);
        table.Add("CreateOrganization", Create);
        table.Add("GetOrganization", call => WithOrganization(call, static organization => FakeAnswer.Json(ToJson(organization))));
        table.Add("CreateOrganizationInvite", call =>
            WithOrganization(call, static _ => FakeAnswer.Json(JsonValue.Create(FakeTokens.NewSecret("invite-")))));
        table.Add("ListOrganizationRoleAttachments", call => WithOrganization(call, ListRoles));
    }

    private static JsonNode? ToJson(Organization organization) =>
        JsonSerializer.SerializeToNode(organization, FakeJsonContext.Default.Organization);

    private FakeAnswer List(OperationCall call)
    {
        var userId = call.Query("user_id") ?? call.UserId;
        var visible = organizations.Of(userId).Where(organization => (call.ApiKeyOrganizationId ?? organization.Id) == organization.Id);
        return FakeAnswer.Json(new JsonArray([.. visible.Select(ToJson)]));
    }

    private FakeAnswer Create(OperationCall call) =>
        call.TryGetText("name", out var name)
            ? FakeAnswer.Json(ToJson(organizations.Add(name, call.UserId)), HttpStatusCode.Created)
            : ErrorBodies.Invalid("name is required");

    private FakeAnswer WithOrganization(OperationCall call, Func<Organization, FakeAnswer> answer)
    {
        var id = call.Route("organizationId");
        return organizations.Refuse(call, id) ?? answer(organizations.Get(id));
    }

    private FakeAnswer ListRoles(Organization organization) =>
        FakeAnswer.Json(new JsonArray(
            [.. organizations.MembersOf(organization.Id!).Select(userId => RoleBody.Write(userId, organization.Id!))]));
}
