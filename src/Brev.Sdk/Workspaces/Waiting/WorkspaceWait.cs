namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>One wait for one condition.</summary>
internal sealed class WorkspaceWait(BrevClient client, string workspaceId, WorkspaceCondition condition, WaitOptions options,
    WaitLimit limit, IProgress<Workspace>? progress)
{
    private readonly IWaitRules _rules = condition switch
    {
        WorkspaceCondition.Running or WorkspaceCondition.Ready or WorkspaceCondition.SshReachable =>
            new StartRules(condition, options, new SshReachability(client, options.TestConnection)),
        WorkspaceCondition.Stopped => new StopRules(),
        WorkspaceCondition.Deleted => new DeleteRules(options.Before),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "The condition is not one of WorkspaceCondition."),
    };

    private WorkspaceState? _reported;

    public async Task<Workspace> RunAsync(CancellationToken cancellationToken)
    {
        using var observer = new WorkspaceObserver(client, workspaceId, options, condition, limit, cancellationToken)
        {
            Missing = () => _rules.Missing,
        };
        while (true)
        {
            var verdict = await observer.NextAsync((workspace, token) => JudgeAsync(observer, workspace, token)).ConfigureAwait(false);
            if (verdict.IsMet)
            {
                return observer.Last ?? new Workspace { Id = workspaceId };
            }

            if (verdict.Reason is { } reason)
            {
                throw observer.Fail(reason, verdict.Text);
            }
        }
    }

    private Task<WaitVerdict> JudgeAsync(WorkspaceObserver observer, Workspace? workspace, CancellationToken cancellationToken)
    {
        Report(workspace);
        return _rules.JudgeAsync(workspace, observer.Elapsed, cancellationToken);
    }

    private void Report(Workspace? workspace)
    {
        if (progress is not null && workspace is not null && WorkspaceState.Of(workspace) is var state && state != _reported)
        {
            _reported = state;
            progress.Report(workspace);
        }
    }
}
