namespace Brev.Sdk;

/// <summary>Why a wait for a workspace, or a watch, has ended without what was waited for.</summary>
public enum WaitFailureReason
{
    /// <summary>The time limit has passed.</summary>
    TimedOut,

    /// <summary>
    /// The deployment or the start has failed: status <c>FAILURE</c>. <see cref="Workspace.StatusMessage"/> says why; Brev does not try
    /// again by itself.
    /// </summary>
    Failed,

    /// <summary>
    /// Setting up the machine has failed: build status <c>CREATE_FAILED</c> or a failed build task. The machine can run and be reachable by
    /// SSH.
    /// </summary>
    BuildFailed,

    /// <summary>
    /// The machine runs, but its build was never started, as after a create whose answer broke off. It will never be ready.
    /// </summary>
    BuildNeverStarted,

    /// <summary>
    /// The workspace is stopped, or stopping, while it was expected to run: a start that failed, another user, or credits that ran out.
    /// </summary>
    Stopped,

    /// <summary>The workspace is being deleted while it was expected to stay: another user, or credits that ran out.</summary>
    Deleting,

    /// <summary>There is no such workspace, or no longer.</summary>
    NotFound,

    /// <summary>
    /// The deletion has failed and the workspace has fallen back to <c>STOPPED</c>. It still exists, and its disk is billed.
    /// </summary>
    DeleteFailed,

    /// <summary>The workspace cannot be stopped, because its instance type cannot.</summary>
    NotStoppable,

    /// <summary>
    /// The workspace could not be looked at any more: access was refused, or looks have failed for too long. The inner exception is the
    /// last failure.
    /// </summary>
    PollingFailed,

    /// <summary>
    /// A rented workspace did not come up, which the inner exception explains, and could not be given back: it may still be billed. The
    /// next start tries again, or <see cref="WorkspaceRenting.ReclaimLeasesAsync"/> does.
    /// </summary>
    NotGivenBack,
}
