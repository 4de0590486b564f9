namespace Brev.Sdk.Testing.Workspaces;

/// <summary>What a workspace is created with.</summary>
internal static class WorkspaceRequestBody
{
    public static JsonObject Minimal(string name, InstanceType type) => new()
    {
        ["name"] = name,
        ["cloudCredId"] = type.CloudCredId,
        ["workspaceGroupId"] = type.WorkspaceGroups.Count > 0 ? type.WorkspaceGroups[0].Id : type.CloudCredId,
        ["workspaceClassId"] = "2x8",
        ["workspaceTemplateId"] = "4nbb4lg2s",
        ["instanceType"] = type.Type,
        ["location"] = type.Location,
        ["diskStorage"] = "120Gi",
        ["portMappings"] = new JsonObject(),
        ["workspaceVersion"] = "v1",
    };
}
