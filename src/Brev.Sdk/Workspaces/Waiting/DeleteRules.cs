namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>
/// Gone. The answer to the delete call says nothing: a deletion can fail minutes later, and the workspace is then back as stopped, without
/// a message. The failed task of an earlier deletion stays in sight for a while after the next one was asked for, and says nothing about
/// it.
/// </summary>
/// <param name="before">The workspace as it was before its deletion was asked for; <see langword="null"/> when that is not known.</param>
internal sealed class DeleteRules(Workspace? before) : IWaitRules
{
    /// <summary>How long a stopped machine may still look stopped after its deletion was asked for.</summary>
    private static readonly TimeSpan DeleteGrace = TimeSpan.FromMinutes(2);

    private bool _wasDeleting;

    public string Missing => _wasDeleting ? "" : "It was never seen being deleted: call DeleteWorkspaceAsync first.";

    public Task<WaitVerdict> JudgeAsync(Workspace? workspace, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        if (workspace is null)
        {
            return Task.FromResult(WaitVerdict.Met);
        }

        _wasDeleting |= workspace.Is(WorkspaceStatus.Deleting);
        return Task.FromResult(HasFallenBack(workspace, elapsed) ? Fallen : WaitVerdict.Waiting);
    }

    private static WaitVerdict Fallen { get; } = WaitVerdict.Failed(
        WaitFailureReason.DeleteFailed,
        "was not deleted: it is STOPPED, which is how an unfinished deletion shows. It still exists, its name stays taken and its disk "
        + "is billed. Delete it once more; when that fails too, use the console or Brev's support.");

    private bool HasFallenBack(Workspace workspace, TimeSpan elapsed) =>
        workspace.Is(WorkspaceStatus.Stopped)
        && (_wasDeleting || (workspace.HasDeleteFailed() && !workspace.HasSameDeletions(before)) || elapsed >= DeleteGrace);
}
