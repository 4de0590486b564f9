using System.Collections.Concurrent;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Organizations;
using Brev.Sdk.Workspaces.Waiting;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>Finds the records of dead programs and gives back what they have left.</summary>
internal sealed class LeaseReclaim(BrevClient client, LeaseFolder folder, WaitOptions? wait)
{
    private readonly ConcurrentBag<HeldRecord> _pending = [];

    /// <param name="awaitedName">The name whose workspaces must be gone when this ends.</param>
    /// <param name="awaitsAll">Whether all must be.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<ReclaimedLease>> RunAsync(string? awaitedName, bool awaitsAll, CancellationToken cancellationToken)
    {
        var abandoned = folder.TakeAbandoned().ToList();
        try
        {
            if (abandoned.Count == 0)
            {
                return [];
            }

            var userId = await SignedInUser.FindIdAsync(client, cancellationToken).ConfigureAwait(false);
            var reclaimed = await Task.WhenAll(abandoned.Select(
                held => ReclaimAsync(held, userId, awaitedName, awaitsAll, cancellationToken))).ConfigureAwait(false);
            return [.. reclaimed.OfType<ReclaimedLease>()];
        }
        finally
        {
            abandoned.ForEach(held => Release(held));
        }
    }

    /// <summary>One that is still coming up is stopped in the background, by a task that goes on holding its record.</summary>
    private void Release(HeldRecord held)
    {
        if (!_pending.Contains(held))
        {
            held.Dispose();
        }
    }

    private async Task<ReclaimedLease?> ReclaimAsync(
        HeldRecord held, string? userId, string? awaitedName, bool awaitsAll, CancellationToken cancellationToken)
    {
        if (held.Read() is not { } record)
        {
            return null;
        }

        var lease = new ReclaimedLease(record.Name, record.OrganizationId, record.WorkspaceId, ReclaimOutcome.NotOurs);
        if (record.UserId != userId || record.ControlPlane != client.ControlPlaneEndpoint.AbsoluteUri)
        {
            return lease;
        }

        try
        {
            var entry = new LeaseEntry(held, record, client.Logger);
            var isAwaited = awaitsAll || record.Name == awaitedName;
            lease = lease with { Outcome = await EndAsync(entry, isAwaited, cancellationToken).ConfigureAwait(false) };
            if (lease.Outcome == ReclaimOutcome.Pending)
            {
                _pending.Add(held);
                _ = Task.Run(() => FinishAsync(held, entry), CancellationToken.None);
            }
        }
        catch (WorkspaceInDoubtException exception)
        {
            lease = lease with { Outcome = ReclaimOutcome.InDoubt, WorkspaceId = exception.WorkspaceId, Failure = exception };
        }
        catch (BrevException exception) when (exception is not BrevLoginRequiredException)
        {
            lease = lease with { Outcome = ReclaimOutcome.Failed, Failure = exception };
        }

        if (lease.Outcome == ReclaimOutcome.GivenBack
            || (lease.Outcome == ReclaimOutcome.NothingLeft && !record.MayBeLate(client.TimeProvider.GetUtcNow())))
        {
            held.Delete();
        }

        Tell(lease);
        return lease;
    }

    private void Tell(ReclaimedLease lease)
    {
        if (lease.Outcome == ReclaimOutcome.InDoubt)
        {
            Say.Quietly(() => WorkspaceLog.LeftInDoubt(client.Logger, lease.Name, lease.Failure!.Message));
        }
        else if (lease.Failure is { } failure)
        {
            Say.Quietly(() => WorkspaceLog.NotReclaimed(client.Logger, lease.Name, failure.Message));
        }
        else
        {
            Say.Quietly(() => WorkspaceLog.Reclaimed(client.Logger, lease.Name, lease.Outcome));
        }
    }

    private async Task<ReclaimOutcome> EndAsync(LeaseEntry entry, bool isAwaited, CancellationToken cancellationToken)
    {
        var (giveBack, record) = (new LeaseReturn(client, entry, wait), entry.Record);
        if (record is { AtEnd: LeaseEnd.Stop, IsStopAsked: true })
        {
            return await ConfirmStopAsync(giveBack, entry, isAwaited, cancellationToken).ConfigureAwait(false);
        }

        if (isAwaited)
        {
            return await giveBack.EndAsync(record.AtEnd, progress: null, cancellationToken).ConfigureAwait(false)
                ? ReclaimOutcome.GivenBack : ReclaimOutcome.NothingLeft;
        }

        var asked = await giveBack.AskAsync(record.AtEnd, progress: null, cancellationToken).ConfigureAwait(false);
        return asked is null ? ReclaimOutcome.NothingLeft
            : asked is { Condition: WorkspaceCondition.Running } ? ReclaimOutcome.Pending
            : ReclaimOutcome.Ending;
    }

    /// <summary>
    /// A machine that comes up takes its stop minutes later. A client that is disposed by then leaves it to the next start.
    /// </summary>
    private async Task FinishAsync(HeldRecord held, LeaseEntry entry)
    {
        using (held)
        {
            try
            {
                await new LeaseReturn(client, entry, wait)
                    .EndAsync(entry.Record.AtEnd, progress: null, CancellationToken.None).ConfigureAwait(false);
                held.Delete();
            }
            catch (Exception exception) when (exception is BrevException or OperationCanceledException or ObjectDisposedException)
            {
                Say.Quietly(() => WorkspaceLog.NotReclaimed(client.Logger, entry.Record.Name, exception.Message));
            }
        }
    }

    /// <summary>A stop that Brev has accepted is only looked at: a machine that runs again may be in use.</summary>
    private static async Task<ReclaimOutcome> ConfirmStopAsync(
        LeaseReturn giveBack, LeaseEntry entry, bool isAwaited, CancellationToken cancellationToken)
    {
        if (await giveBack.FindAsync(cancellationToken).ConfigureAwait(false) is not { } workspace)
        {
            return ReclaimOutcome.NothingLeft;
        }

        if (workspace.Is(WorkspaceStatus.Stopping) && isAwaited)
        {
            workspace = await giveBack.WaitAsync(
                workspace, WorkspaceCondition.Stopped, progress: null, cancellationToken).ConfigureAwait(false);
        }

        return workspace.Is(WorkspaceStatus.Stopping) ? ReclaimOutcome.Ending
            : workspace.Is(WorkspaceStatus.Stopped) || workspace.Is(WorkspaceStatus.Deleting) ? ReclaimOutcome.GivenBack
            : throw WorkspaceInDoubtException.OfStartedAgain(workspace, entry.Path);
    }
}
