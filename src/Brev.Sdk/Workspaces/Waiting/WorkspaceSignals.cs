namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>What the parts of a workspace say, each in one place.</summary>
internal static class WorkspaceSignals
{
    private const string BuildTask = "environment-build";
    private const string DeleteTask = "delete-environment";
    private const string TerminateTask = "terminate-environment-instance";

    public static bool Is(this Workspace workspace, WorkspaceStatus status) => workspace.Status == status;

    public static bool IsBuilt(this Workspace workspace) => workspace.VerbBuildStatus == BuildStatus.Completed;

    public static bool HasNoBuildStatus(this Workspace workspace) =>
        workspace.VerbBuildStatus is not { } status || status == BuildStatus.None;

    /// <summary>Whether a build that is not complete has failed: the task of an earlier one stays in sight.</summary>
    public static bool HasBuildFailed(this Workspace workspace) =>
        workspace.VerbBuildStatus == BuildStatus.CreateFailed || LastTask(workspace, BuildTask) == EnvironmentTaskStatus.Failed;

    public static bool HasDeleteFailed(this Workspace workspace) => LastTask(workspace, DeleteTask) == EnvironmentTaskStatus.Failed;

    /// <summary>Whether the tasks of deletions are those of another look, so that none has been added or has come to another end.</summary>
    public static bool HasSameDeletions(this Workspace workspace, Workspace? other) =>
        other is not null && Deletions(workspace).SequenceEqual(Deletions(other));

    /// <summary>Whether the machine behind a workspace that is being deleted is gone, which ends the hourly charge.</summary>
    public static bool IsTerminated(this Workspace workspace) => LastTask(workspace, TerminateTask) == EnvironmentTaskStatus.Succeeded;

    private static IEnumerable<EnvironmentTaskStatus?> Deletions(Workspace workspace) =>
        (workspace.Environment?.Tasks ?? []).Where(static task => task?.Name == DeleteTask).Select(static task => task!.Status);

    private static EnvironmentTaskStatus? LastTask(Workspace workspace, string name) =>
        workspace.Environment?.Tasks.LastOrDefault(task => task?.Name == name)?.Status;
}
