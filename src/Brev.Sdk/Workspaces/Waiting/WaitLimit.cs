namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>How long each condition is waited for when the caller names no limit: several times what has been measured.</summary>
internal static class WaitLimit
{
    public static TimeSpan Of(WorkspaceCondition? condition, WaitOptions options) => options.Timeout ?? condition switch
    {
        WorkspaceCondition.Running => TimeSpan.FromMinutes(20),
        WorkspaceCondition.Ready => TimeSpan.FromMinutes(45),
        WorkspaceCondition.SshReachable => TimeSpan.FromMinutes(30),
        WorkspaceCondition.Stopped => TimeSpan.FromMinutes(10),
        WorkspaceCondition.Deleted => TimeSpan.FromMinutes(20),
        null => Timeout.InfiniteTimeSpan,
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "The condition is not one of WorkspaceCondition."),
    };
}
