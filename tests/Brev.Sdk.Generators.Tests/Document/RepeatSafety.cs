namespace Brev.Sdk.Generators.Tests.Document;

/// <summary>Which operations may be sent twice when it is not known whether the first one arrived.</summary>
internal static class RepeatSafety
{
    private static readonly string[] ReadingPrefixes = ["Get", "List", "Validate"];

    /// <summary>
    /// Calls that set a state, so that the second finds it set, the one build that carries a key against repetition, and signatures of the
    /// caller's own key.
    /// </summary>
    private static readonly string[] Setting =
    [
        "UpdateUser", "BlockUser", "UpdateWorkspace", "StartWorkspace", "StopWorkspace", "DeleteWorkspace", "SetApplicationPublicity",
        "BuildWorkspaceContainer",
        "OpenNodePort", "OpenEnvironmentPort", "CloseNodePort", "CloseEnvironmentPort", "RemoveNode", "GrantNodeSshAccess",
        "RevokeNodeSshAccess",
        "SetNodePortTarget", "SetNodePortAllowedSources", "SetNodeHttpPortProtocol", "SetNodeHttpPortAccess",
        "SetEnvironmentPortTarget", "SetEnvironmentPortAllowedSources", "SetEnvironmentHttpPortProtocol", "SetEnvironmentHttpPortAccess",
        "DeleteSecret", "IssueNodeSshCertificate", "IssueEnvironmentSshCertificate",
    ];

    public static bool Expected(string operationId) =>
        ReadingPrefixes.Any(prefix => operationId.StartsWith(prefix, StringComparison.Ordinal)) || Setting.Contains(operationId);
}
