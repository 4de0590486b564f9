using Brev.Sdk.Workspaces.Creating;
using Brev.Sdk.Workspaces.Waiting;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// Gives back the workspace of one record: find (by id, otherwise by name, owner, type and time) → stop or delete → confirm. Nothing else
/// is ever touched.
/// </summary>
internal sealed class LeaseReturn(BrevClient client, LeaseRecord record, WaitOptions? wait, Func<bool>? isClaimed = null)
{
    /// <summary>More than two retries of a deletion that falls back have never helped.</summary>
    private const int MostDeletions = 3;

    private readonly WaitOptions _wait = (wait ?? new WaitOptions()) with { Timeout = null };

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
                await client.WaitForWorkspaceAsync(asked.WorkspaceId, asked.Condition, _wait, progress,
                    cancellationToken).ConfigureAwait(false);
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
    /// Asks for the end once, and does not wait for it. A machine that starts again takes no stop until it runs, and is not asked.
    /// </summary>
    /// <returns>What to wait for; <see langword="null"/> when there is no workspace.</returns>
    public async Task<(string WorkspaceId, WorkspaceCondition Condition)?> AskAsync(LeaseEnd end, IProgress<Workspace>? progress,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken).ConfigureAwait(false) is not { Id: { } id } workspace)
        {
            return null;
        }

        progress?.Report(workspace);
        if (end == LeaseEnd.Stop && workspace.Is(WorkspaceStatus.Starting))
        {
            return (id, WorkspaceCondition.Running);
        }

        return end == LeaseEnd.Stop && await TryStopAsync(workspace, cancellationToken).ConfigureAwait(false)
            ? (id, WorkspaceCondition.Stopped)
            : await DeleteAsync(id, cancellationToken).ConfigureAwait(false) ? (id, WorkspaceCondition.Deleted) : null;
    }

    private async Task<Workspace?> FindAsync(CancellationToken cancellationToken)
    {
        if (record.WorkspaceId is { } id)
        {
            try
            {
                return await client.GetWorkspaceAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (BrevApiException exception) when (Absence.IsSaidBy(exception))
            {
                if (record.UserId is null)
                {
                    // Another organization's API key is told the same, but cannot read the list.
                    _ = await client.ListWorkspacesAsync(record.OrganizationId, cancellationToken).ConfigureAwait(false);
                }

                return null;
            }
        }

        var workspaces = await client.ListWorkspacesAsync(record.OrganizationId, cancellationToken).ConfigureAwait(false);
        var found = workspaces.OfType<Workspace>().FirstOrDefault(record.ToIntent().Matches);

        // Asked after the look: a program writes its record before it creates, so that a workspace of its own is never found without it.
        return found is null || isClaimed?.Invoke() == true ? null : found;
    }

    /// <summary>
    /// A deployment that has not come up, or has failed, has nothing to keep. Any other machine that can be stopped may hold data, one that
    /// starts again for one.
    /// </summary>
    private async Task<bool> TryStopAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        if (workspace.Is(WorkspaceStatus.Stopped) || workspace.Is(WorkspaceStatus.Stopping))
        {
            return true;
        }

        if (workspace.Is(WorkspaceStatus.Deploying) || workspace.Is(WorkspaceStatus.Failure) || workspace.Is(WorkspaceStatus.Deleting)
            || workspace.InstanceTypeInfo?.Stoppable == false)
        {
            return false;
        }

        await client.StopWorkspaceAsync(workspace.Id!, cancellationToken).ConfigureAwait(false);
        return true;
    }

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
            catch (BrevException exception) when (IsPassing(exception) && client.TimeProvider.GetElapsedTime(began) < _wait.MaximumOutage)
            {
                await Task.Delay(_wait.PollInterval, client.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A success that cannot be read is no refusal either, nor is a proxy's page, and asking again is safe.</summary>
    private static bool IsPassing(BrevException exception) =>
        exception.IsTransient
            || (exception is BrevApiException api && ((int)api.StatusCode is >= 200 and < 300 || Absence.IsSaidByPage(api)));
}
