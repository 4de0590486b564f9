namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>Running, ready and reachable by SSH: what a machine comes to after a create or a start.</summary>
internal sealed class StartRules(WorkspaceCondition condition, WaitOptions options, SshReachability ssh) : IWaitRules
{
    /// <summary>
    /// How long a machine may still look stopped after its start was asked for, or one that was just created may not be found yet.
    /// </summary>
    private static readonly TimeSpan StartGrace = TimeSpan.FromMinutes(1);

    private TimeSpan? _runningSince;
    private bool _wasUp;
    private bool _wasSeen;

    public string Missing => condition == WorkspaceCondition.SshReachable ? ssh.Missing : "";

    public async Task<WaitVerdict> JudgeAsync(Workspace? workspace, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        if (workspace is null)
        {
            return !_wasSeen && IsLate(options, elapsed) ? WaitVerdict.Waiting : WaitVerdict.Failed(WaitFailureReason.NotFound,
                "does not exist, or no longer. Check the id, and whether another user or spent credits have removed it.");
        }

        _wasSeen = true;
        if (FindEnd(workspace, elapsed) is { } end)
        {
            return end;
        }

        _wasUp |= !workspace.Is(WorkspaceStatus.Stopped) && !workspace.Is(WorkspaceStatus.Stopping);
        if (condition == WorkspaceCondition.Ready && FindBuildFailure(workspace) is { } failure)
        {
            return failure;
        }

        if (!workspace.Is(WorkspaceStatus.Running))
        {
            _runningSince = null;
            return WaitVerdict.Waiting;
        }

        _runningSince ??= elapsed;
        return condition switch
        {
            WorkspaceCondition.Running => WaitVerdict.Met,
            WorkspaceCondition.Ready => JudgeBuild(workspace, elapsed - _runningSince.Value),
            _ => await ssh.TestAsync(workspace, cancellationToken).ConfigureAwait(false) ? WaitVerdict.Met : WaitVerdict.Waiting,
        };
    }

    /// <summary>Whether one that was never seen may only be late: Brev's own reads can be a little behind a create whose answer is
    /// known.</summary>
    public static bool IsLate(WaitOptions options, TimeSpan elapsed) => options.Before is not null && elapsed < StartGrace;

    private WaitVerdict? FindEnd(Workspace workspace, TimeSpan elapsed) =>
        workspace.Is(WorkspaceStatus.Failure) ? WaitVerdict.Failed(
            WaitFailureReason.Failed,
            $"has failed: {WaitText.Said(workspace.StatusMessage)}. Brev does not try again by itself and does not bill it. Delete it, "
            + "then create it again; another instance type or location helps when the cloud has no capacity.")
        : workspace.Is(WorkspaceStatus.Deleting) ? WaitVerdict.Failed(
            WaitFailureReason.Deleting,
            "is being deleted, which this wait did not ask for. Another member of the organization can have deleted it, or its credits "
            + "have run out.")
        : IsDown(workspace, elapsed) ? WaitVerdict.Failed(
            WaitFailureReason.Stopped,
            $"is stopped instead of running{LastStart(workspace)}. Start it with StartWorkspaceAsync. A start falls back when the cloud "
            + "has no capacity; Brev also stops machines when credits run out.")
        : null;

    /// <summary>
    /// A machine that was up and is down again will not come up by itself; one that has only just been started may still show the old
    /// status.
    /// </summary>
    private bool IsDown(Workspace workspace, TimeSpan elapsed) =>
        workspace.Is(WorkspaceStatus.Stopped) ? _wasUp || elapsed >= StartGrace : workspace.Is(WorkspaceStatus.Stopping) && _wasUp;

    /// <summary>A machine that is started again still shows how its last build ended; in any other state that is its end.</summary>
    private static WaitVerdict? FindBuildFailure(Workspace workspace) =>
        workspace.Is(WorkspaceStatus.Starting) || workspace.Is(WorkspaceStatus.Stopped) || workspace.Is(WorkspaceStatus.Stopping)
            || workspace.IsBuilt() || !workspace.HasBuildFailed()
            ? null : WaitVerdict.Failed(
                WaitFailureReason.BuildFailed,
                $"is {workspace.Status}, but setting it up has failed (build status {workspace.VerbBuildStatus}). It can still be "
                + "reachable by SSH: wait for WorkspaceCondition.SshReachable to look at it. Otherwise delete it and create it again; a "
                + "second try succeeds as a rule.");

    private WaitVerdict JudgeBuild(Workspace workspace, TimeSpan running) =>
        workspace.IsBuilt() ? WaitVerdict.Met
        : workspace.HasNoBuildStatus() && running >= options.BuildStartTimeout ? WaitVerdict.Failed(
            WaitFailureReason.BuildNeverStarted,
            $"has been running for {WaitText.Of(running)} and its build was never started, as happens after a create whose answer broke "
            + "off. It will not get ready and it is billed: delete it and create it again.")
        : WaitVerdict.Waiting;

    private static string LastStart(Workspace workspace) =>
        string.IsNullOrWhiteSpace(workspace.LastStartStatusMessage) ? "" : $" (last start: {workspace.LastStartStatusMessage.Trim()})";
}
