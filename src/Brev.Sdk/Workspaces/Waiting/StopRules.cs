namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>Stopped, with the disk kept.</summary>
internal sealed class StopRules : IWaitRules
{
    public string Missing => "";

    public Task<WaitVerdict> JudgeAsync(Workspace? workspace, TimeSpan elapsed, CancellationToken cancellationToken) =>
        Task.FromResult(Judge(workspace));

    private static WaitVerdict Judge(Workspace? workspace) =>
        workspace is null ? WaitVerdict.Failed(
            WaitFailureReason.NotFound, "does not exist, or no longer. Brev deletes machines that cannot be stopped when credits run out.")
        : workspace.Is(WorkspaceStatus.Stopped) ? WaitVerdict.Met
        : workspace.Is(WorkspaceStatus.Failure) ? WaitVerdict.Failed(
            WaitFailureReason.Failed,
            $"has failed instead of stopping: {workspace.StatusMessage}. Delete it when its disk is no longer needed.")
        : workspace.Is(WorkspaceStatus.Deleting) ? WaitVerdict.Failed(
            WaitFailureReason.Deleting, "is being deleted, not stopped, which this wait did not ask for. What is on its disk will be gone.")
        : workspace.Is(WorkspaceStatus.Running) && workspace.InstanceTypeInfo?.Stoppable == false ? WaitVerdict.Failed(
            WaitFailureReason.NotStoppable,
            $"cannot be stopped, because its instance type '{workspace.InstanceType}' cannot. Copy what is needed and delete it; choose "
            + "an offer with CanStop next time.")
        : WaitVerdict.Waiting;
}
