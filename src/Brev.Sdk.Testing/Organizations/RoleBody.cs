namespace Brev.Sdk.Testing.Organizations;

/// <summary>Writes what a member may do in an organization. Every member of the fake's is an administrator.</summary>
internal static class RoleBody
{
    public static JsonObject Write(string userId, string organizationId) => new()
    {
        ["subject"] = userId,
        ["object"] = $"org-{organizationId}",

        // The list understates what the role may do, as on the real server.
        ["role"] = new JsonObject { ["id"] = "OrganizationAdmin", ["actions"] = new JsonArray("CreateWorkspaces", "ViewWorkspaces") },
    };
}
