using Brev.Sdk.Organizations;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>Finds the records of dead programs and gives back what they have left.</summary>
internal sealed class LeaseReclaim(BrevClient client, LeaseFolder folder, WaitOptions? wait)
{
    /// <summary>
    /// How long a workspace can be on its way into the list after its program died in the middle of the create. Until then a record that
    /// finds nothing stays.
    /// </summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMinutes(10);

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
            string[] taken = [.. abandoned.Select(static held => held.Path)];
            var reclaimed = await Task.WhenAll(abandoned.Select(
                held => ReclaimAsync(held, taken, userId, awaitedName, awaitsAll, cancellationToken))).ConfigureAwait(false);
            return [.. reclaimed.OfType<ReclaimedLease>()];
        }
        finally
        {
            abandoned.ForEach(static held => held.Dispose());
        }
    }

    private async Task<ReclaimedLease?> ReclaimAsync(
        HeldRecord held, string[] taken, string? userId, string? awaitedName, bool awaitsAll, CancellationToken cancellationToken)
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
            lease = lease with { Outcome = await EndAsync(record, taken, awaitsAll || record.Name == awaitedName,
                cancellationToken).ConfigureAwait(false) };
        }
        catch (BrevException exception) when (exception is not BrevLoginRequiredException)
        {
            lease = lease with { Outcome = ReclaimOutcome.Failed, Failure = exception };
        }

        if (lease.Outcome == ReclaimOutcome.GivenBack || (lease.Outcome == ReclaimOutcome.NothingLeft && !IsOnItsWay(record)))
        {
            held.Delete();
        }

        if (lease.Failure is { } failure)
        {
            Say.Quietly(() => WorkspaceLog.NotReclaimed(client.Logger, record.Name, failure.Message));
        }
        else
        {
            Say.Quietly(() => WorkspaceLog.Reclaimed(client.Logger, record.Name, lease.Outcome));
        }

        return lease;
    }

    private async Task<ReclaimOutcome> EndAsync(LeaseRecord record, string[] taken, bool isAwaited, CancellationToken cancellationToken)
    {
        var giveBack = new LeaseReturn(client, record, wait, () => folder.IsClaimed(record, taken));
        if (isAwaited)
        {
            return await giveBack.EndAsync(record.AtEnd, progress: null, cancellationToken).ConfigureAwait(false)
                ? ReclaimOutcome.GivenBack : ReclaimOutcome.NothingLeft;
        }

        return await giveBack.AskAsync(record.AtEnd, progress: null, cancellationToken).ConfigureAwait(false) is null
            ? ReclaimOutcome.NothingLeft : ReclaimOutcome.Ending;
    }

    private bool IsOnItsWay(LeaseRecord record) =>
        record.WorkspaceId is null && client.TimeProvider.GetUtcNow() - record.PreparedOn < Latency;
}
