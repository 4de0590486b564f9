using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.SshKeys;

namespace Brev.Sdk.Testing.Workspaces;

/// <summary>What can be asked of a workspace besides its life, of the tag Workspaces.</summary>
internal sealed class WorkspaceDetailOperations(WorkspaceStore workspaces, FakeOrganizations organizations, FakeUsers users)
{
    public void AddTo(OperationTable table)
    {
        table.Add("GetWorkspaceMetadata", call => WithWorkspace(call, GetMetadata));
        table.Add("GetWorkspaceSetup", call => WithWorkspace(call, GetSetup));
        table.Add("BuildWorkspaceContainer", call => WithWorkspace(call, record => Build(call, record)));
        table.Add("SetApplicationPublicity", call => WithWorkspace(call, record => SetPublicity(call, record)));
    }

    private static JsonObject GetMetadata(WorkspaceRecord record) =>
        new() { ["podName"] = $"{record.Id}-0", ["namespaceName"] = record.OrganizationId };

    private static JsonObject? Build(OperationCall call, WorkspaceRecord record)
    {
        if (!call.TryGetText("verbYaml", out var yaml))
        {
            return null;
        }

        record.Request["verbYaml"] = yaml;
        return new JsonObject { ["logFilePath"] = $"/var/log/{record.Id}-build.log" };
    }

    private static JsonObject? SetPublicity(OperationCall call, WorkspaceRecord record)
    {
        if (!call.TryGetText("applicationName", out var name))
        {
            return null;
        }

        var isPublic = call.Body["public"] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
        var tunnel = TunnelBody.Write(record, name, isPublic);
        record.Request["tunnel"] = tunnel.DeepClone();
        return tunnel;
    }

    private JsonObject GetSetup(WorkspaceRecord record)
    {
        var user = users.Get(record.CreatedByUserId);
        return new JsonObject
        {
            ["workspaceHost"] = record.Dns,
            ["workspacePort"] = 22778,
            ["workspaceBaseRepo"] = "",
            ["workspaceProjectRepo"] = record.Text("gitRepo"),
            ["workspaceProjectRepoBranch"] = record.Text("initBranch"),
            ["workspaceApplicationStartScripts"] = new JsonArray(),
            ["workspaceUsername"] = user.Username,
            ["workspaceEmail"] = user.Email,
            ["workspacePassword"] = user.WorkspacePassword,
            ["workspaceKeyPair"] = new JsonObject { ["publicKeyData"] = user.PublicKey, ["privateKeyData"] = SshKeyOperations.PrivateKey },
            ["setupScript"] = null,
            ["projectFolderName"] = "",
            ["brevPath"] = "",
            ["projectSetupExecPath"] = "",
            ["userBrevPath"] = "",
            ["userSetupExecPath"] = "",
            ["repos"] = null,
            ["execs"] = null,
            ["reposV1"] = record.Request["reposV1"]?.DeepClone() ?? new JsonObject(),
            ["execsV1"] = record.Request["execsV1"]?.DeepClone() ?? new JsonObject(),
            ["ideConfig"] = new JsonObject { ["vscode"] = new JsonObject { ["extensionIds"] = new JsonArray() } },
            ["verbYaml"] = record.Text("verbYaml"),
            ["disableSetup"] = false,
        };
    }

    private FakeAnswer WithWorkspace(OperationCall call, Func<WorkspaceRecord, JsonObject?> answer) =>
        workspaces.With(call.Route("workspaceId"), (record, _) =>
            record is null ? ErrorBodies.NotFound("workspace")
            : organizations.Refuse(call, record.OrganizationId) is { } refusal ? refusal
            : answer(record) is { } body ? FakeAnswer.Json(body)
            : ErrorBodies.Invalid("a required member is missing"));
}
