using Brev.Sdk.Workspaces.Creating;
using Brev.Sdk.Workspaces.Waiting;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// Gives back the workspace of one lease: find (by id, otherwise by the mark of its create) → stop or delete → confirm. Nothing else is
/// ever touched, and where a stop is wanted, nothing that the program has had is deleted.
/// </summary>
internal sealed class LeaseReturn(BrevClient client, LeaseEntry entry, WaitOptions? wait)
{
    /// <summary>More than two retries of a deletion that falls back have never helped.</summary>
    private const int MostDeletions = 3;

    private readonly WaitOptions _wait = wait ?? new WaitOptions();

    /// <summary>
    /// Gives it back and waits until it is gone, or stopped. Failures that pass are repeated for <see cref="WaitOptions.MaximumOutage"/>.
    /// </summary>
    /// <returns>Whether there was a workspace.</returns>
    public async Task<bool> EndAsync(LeaseEnd end, IProgress<Workspace>? progress, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var ask = PersistAsync(() => AskAsync(end, progress, cancellationToken), cancellationToken);
            if (await ask.ConfigureAwait(false) is not { } asked)
            {
                return attempt > 1;
            }

            try
            {
                await WaitAsync(asked.Before, asked.Condition, progress, cancellationToken).ConfigureAwait(false);
                if (asked.Condition != WorkspaceCondition.Running)
                {
                    return true;
                }

                // It runs, so that it can be asked to stop now.
            }
            catch (BrevWaitException exception)
                when (attempt < MostDeletions
                    && (exception.Reason == WaitFailureReason.DeleteFailed || asked.Condition == WorkspaceCondition.Running))
            {
                // A deletion that fell back can succeed at the second or third time, and a start that failed shows in another state.
            }
            catch (BrevWaitException exception)
                when (exception.Reason is WaitFailureReason.NotFound or WaitFailureReason.Deleting
                    && asked.Condition == WorkspaceCondition.Stopped)
            {
                // Gone, or going, is more than stopped.
                return true;
            }
        }
    }

    /// <summary>
    /// Asks for the end once, and does not wait for it. A machine that comes up takes no stop until it runs, and is not asked.
    /// </summary>
    /// <returns>What to wait for, and the workspace as it was before; <see langword="null"/> when there is none.</returns>
    /// <exception cref="WorkspaceInDoubtException">There is one that may be another's.</exception>
    public async Task<(Workspace Before, WorkspaceCondition Condition)?> AskAsync(LeaseEnd end, IProgress<Workspace>? progress,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is not { Id: { } id } workspace)
        {
            return await DeleteUnfoundAsync(end, cancellationToken).ConfigureAwait(false);
        }

        if (entry.Record is { IsSeen: false, IsHandedOut: false })
        {
            await entry.NoteAsync(static record => record with { IsSeen = true }).ConfigureAwait(false);
        }

        progress?.Report(workspace);
        return end == LeaseEnd.Stop && HasSomethingToKeep(workspace)
            ? (workspace, await StopAsync(workspace, cancellationToken).ConfigureAwait(false))
            : await DeleteAsync(id, cancellationToken).ConfigureAwait(false) ? (workspace, WorkspaceCondition.Deleted) : null;
    }

    /// <summary>Waits for what was asked for.</summary>
    /// <param name="before">The workspace as it was before.</param>
    /// <param name="condition">What was asked for.</param>
    /// <param name="progress">Told of each new state.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Workspace> WaitAsync(
        Workspace before, WorkspaceCondition condition, IProgress<Workspace>? progress, CancellationToken cancellationToken) =>
        new WorkspaceWait(client, before.Id!, condition, _wait with { Before = before }, WaitLimit.OfReturn(condition), progress)
            .RunAsync(cancellationToken);

    /// <summary>The workspace of the lease; <see langword="null"/> when there is none.</summary>
    /// <exception cref="WorkspaceInDoubtException">There is one that may be another's.</exception>
    public async Task<Workspace?> FindAsync(CancellationToken cancellationToken)
    {
        var record = entry.Record;
        if (record.WorkspaceId is not { } id)
        {
            return await FindByMarkAsync(record, cancellationToken).ConfigureAwait(false);
        }

        var look = new WorkspaceLook(client, id);
        var workspace = await look.GetAsync(record.OrganizationId, cancellationToken).ConfigureAwait(false);

        // Another organization's API key is told the same, but cannot read the list.
        return workspace is null && record.UserId is null
            ? await look.FindInListAsync(record.OrganizationId, cancellationToken).ConfigureAwait(false)
            : workspace;
    }

    /// <summary>
    /// A machine whose id is known is deleted although no look shows it: Brev's own answer to that is the proof. Where a stop is wanted,
    /// only one that the program has never had, and that can be late.
    /// </summary>
    private async Task<(Workspace Before, WorkspaceCondition Condition)?> DeleteUnfoundAsync(
        LeaseEnd end, CancellationToken cancellationToken) =>
        entry.Record is { WorkspaceId: { } id } record
        && (end == LeaseEnd.Delete || record.MayBeLate(client.TimeProvider.GetUtcNow()))
        && await DeleteAsync(id, cancellationToken).ConfigureAwait(false)
            ? (new Workspace { Id = id, OrganizationId = record.OrganizationId }, WorkspaceCondition.Deleted) : null;

    private async Task<Workspace?> FindByMarkAsync(LeaseRecord record, CancellationToken cancellationToken)
    {
        var workspaces = await WorkspaceList.ReadAsync(client, record.OrganizationId, cancellationToken).ConfigureAwait(false);
        if (workspaces.Count == 0)
        {
            throw WorkspaceInDoubtException.OfEmptyList(record, entry.Path);
        }

        var candidates = workspaces.ToLookup(record.Compare);
        return candidates[CreateMatch.Created].FirstOrDefault() is { } found ? found
            : candidates[CreateMatch.InDoubt].FirstOrDefault() is { } doubtful
                ? throw WorkspaceInDoubtException.OfUnmarked(doubtful, entry.Path)
            : null;
    }

    /// <summary>
    /// A deployment that the program has never had is given back as a whole while it comes up, has failed or goes. Any other machine may
    /// hold data, one that starts again or has failed to do so for one.
    /// </summary>
    private bool HasSomethingToKeep(Workspace workspace) =>
        entry.Record.IsHandedOut
            || !(workspace.Is(WorkspaceStatus.Deploying) || workspace.Is(WorkspaceStatus.Failure)
                || workspace.Is(WorkspaceStatus.Deleting));

    /// <returns>What to wait for.</returns>
    private async Task<WorkspaceCondition> StopAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        if (workspace.Is(WorkspaceStatus.Starting) || workspace.Is(WorkspaceStatus.Deploying))
        {
            return WorkspaceCondition.Running;
        }

        if (workspace.Is(WorkspaceStatus.Stopped) || workspace.Is(WorkspaceStatus.Stopping) || workspace.Is(WorkspaceStatus.Deleting))
        {
            return WorkspaceCondition.Stopped;
        }

        if (workspace.Is(WorkspaceStatus.Failure) || workspace.InstanceTypeInfo?.Stoppable == false)
        {
            throw NotStoppable(workspace);
        }

        await client.StopWorkspaceAsync(workspace.Id!, cancellationToken).ConfigureAwait(false);
        await entry.NoteAsync(static record => record with { IsStopAsked = true }).ConfigureAwait(false);
        return WorkspaceCondition.Stopped;
    }

    private static BrevException NotStoppable(Workspace workspace) => new(
        $"Workspace '{workspace.Name}' ({workspace.Id}) was to be stopped at the end of its lease, and cannot be: "
        + (workspace.Is(WorkspaceStatus.Failure)
            ? $"it has failed ({WaitText.Said(workspace.StatusMessage)}). "
            : $"its instance type '{workspace.InstanceType}' cannot, so that it runs on and is billed. ")
        + "It is not deleted, because its disk may hold data. Save what is needed, then delete it with DeleteWorkspaceAsync.");

    private async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.DeleteWorkspaceAsync(id, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (BrevApiException exception) when (Absence.IsSaidBy(exception))
        {
            return false;
        }
    }

    private async Task<T> PersistAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        var began = client.TimeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (BrevException exception) when (PassingFailure.Is(exception) && Left(began) > TimeSpan.Zero)
            {
                var pause = PassingFailure.PauseAfter(exception, _wait.PollInterval, Left(began));
                await Task.Delay(pause, client.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private TimeSpan Left(long began) => _wait.MaximumOutage - client.TimeProvider.GetElapsedTime(began);
}
