using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.Workspaces;

/// <summary>
/// What the live service was seen to require of a create in October 2026: every member that the brev CLI always writes, empty or not. These
/// are the members that the CLI always writes and that a body seen to work had.
/// </summary>
internal sealed class StrictCreateRule(FakeRequests requests)
{
    private static readonly string[] AlwaysWritten =
    [
        "name", "workspaceClassId", "workspaceTemplateId", "description", "primaryApplicationId", "applications", "startupScript",
        "gitRepo", "initBranch", "startupScriptPath", "dotBrevPath", "reposV1", "execsV1", "instanceType", "diskStorage", "baseImage",
        "vmOnlyMode", "portMappings", "files", "labels", "workspaceVersion", "launchJupyterOnStart",
    ];

    /// <summary>
    /// The answer to a body that lacks a member, which blames the version; <see langword="null"/> when the body is complete.
    /// </summary>
    public FakeAnswer? Refuse(OperationCall call)
    {
        var missing = AlwaysWritten.Where(member => !call.Body.ContainsKey(member)).ToList();
        if (!call.Body.ContainsKey("workspaceGroupId") && !call.Body.ContainsKey("cloudCredId"))
        {
            missing.Add("workspaceGroupId or cloudCredId");
        }

        if (missing.Count == 0)
        {
            return null;
        }

        requests.AddViolation(
            new FakeViolation(FakeViolationKind.CreateMemberMissing, call.Request) { Detail = string.Join(", ", missing) });
        return WorkspaceRules.UnsupportedVersion;
    }
}
