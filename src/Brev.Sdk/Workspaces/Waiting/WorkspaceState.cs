namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>
/// What of a workspace makes a state of its own. Health and times are not in it: they change without anything having happened.
/// </summary>
internal sealed record WorkspaceState(string Status, string Message, string Build, string SshHost, int SshAccesses, string Tasks)
{
    public static WorkspaceState Of(Workspace workspace) => new(
        workspace.Status?.ToString() ?? "",
        workspace.StatusMessage ?? "",
        workspace.VerbBuildStatus?.ToString() ?? "",
        workspace.Environment?.Instance?.SshHostname ?? "",
        workspace.Environment?.SshAccess.Count ?? 0,
        string.Join(' ', workspace.Environment?.Tasks.Select(static task => $"{task?.Name}:{task?.Status}") ?? []));

    /// <summary>The state in words, for people.</summary>
    public override string ToString()
    {
        var build = Build.Length == 0 ? "no build status" : $"build {Build}";
        var ssh = SshAccesses == 0 ? "no SSH access yet" : $"SSH access through '{SshHost}'";
        return $"{(Status.Length == 0 ? "no status" : Status)} ({build}, {ssh}{(Message.Length == 0 ? "" : $", message '{Message}'")})";
    }
}
