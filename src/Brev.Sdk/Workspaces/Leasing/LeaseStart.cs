using Brev.Sdk.Diagnostics;
using Brev.Sdk.Workspaces.Creating;
using Brev.Sdk.Workspaces.Waiting;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// Rents one workspace: reclaim → prepare → record → create → note the id → wait. From the record on, every way out gives back what there
/// is. A deployment that fails for lack of capacity is given back, and the next offer begins again at prepare, with a record of its own.
/// </summary>
internal sealed class LeaseStart(BrevClient client, WorkspacePlan plan, LeaseOptions options, IProgress<Workspace>? progress)
{
    /// <summary>How long a cancelled caller waits for the machine to be given back.</summary>
    private static readonly TimeSpan CancelledPatience = TimeSpan.FromSeconds(30);

    private readonly LeaseFolder _folder = new(options.RecordFolder, client.TimeProvider);

    public async Task<WorkspaceLease> RunAsync(CancellationToken cancellationToken)
    {
        if (options.ReclaimsFirst)
        {
            await new LeaseReclaim(client, _folder, options.Wait)
                .RunAsync(plan.Name, awaitsAll: false, cancellationToken).ConfigureAwait(false);
        }

        var rest = plan;
        while (true)
        {
            var (created, hold) = await StartAsync(rest, cancellationToken).ConfigureAwait(false);
            try
            {
                return await WaitAsync(created, hold, cancellationToken).ConfigureAwait(false);
            }
            catch (BrevWaitException exception) when (CreateFailure.IsForCapacity(exception) && rest.After(created.Offer) is { } next)
            {
                // The failed machine is gone by now, so that its name is free.
                var reason = exception.LastWorkspace!.StatusMessage!;
                Say.Quietly(() => WorkspaceLog.FellBack(client.Logger, plan.Name, created.Offer.Type, created.Offer.Location, reason));
                rest = next with { OrganizationId = hold.OrganizationId };
            }
        }
    }

    private async Task<(CreatedWorkspace Created, LeaseHold Hold)> StartAsync(WorkspacePlan offered, CancellationToken cancellationToken)
    {
        var creator = new WorkspaceCreator(client, offered, CreateMark.New());
        var intent = await creator.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var record = LeaseRecord.Of(client, intent) with { AtEnd = options.AtEnd };
        var hold = new LeaseHold(client, await _folder.CreateAsync(record).ConfigureAwait(false), record, options);
        var created = await CreateAsync(creator, intent, hold, cancellationToken).ConfigureAwait(false);
        _folder.ForgetSuperseded(record);
        return (created, hold);
    }

    private async Task<CreatedWorkspace> CreateAsync(WorkspaceCreator creator, CreateIntent intent, LeaseHold hold,
        CancellationToken cancellationToken)
    {
        try
        {
            var created = await creator.CreateAsync(intent, cancellationToken).ConfigureAwait(false);
            await hold.NoteCreatedAsync(created.Workspace.Id!).ConfigureAwait(false);
            return created;
        }
        catch (BrevException exception)
            when (exception is { WasNeverSent: true } or BrevApiException or BrevCreateException { MayHaveLeftOne: false })
        {
            hold.Forget();
            throw;
        }
        catch (OperationCanceledException)
        {
            await EndCancelledAsync(hold).ConfigureAwait(false);
            throw;
        }
        catch
        {
            // Lost answers among others: the record stays, and the next start looks for the name once more.
            hold.Dispose();
            throw;
        }
    }

    private async Task<WorkspaceLease> WaitAsync(CreatedWorkspace created, LeaseHold hold, CancellationToken cancellationToken)
    {
        var meter = new LeaseMeter(created.Offer, plan.DiskOn(created.Offer), client.TimeProvider);
        var giveBack = hold.CreateReturn();
        try
        {
            var wait = new WorkspaceWait(
                client, created.Workspace.Id!, options.WaitFor, (options.Wait ?? new WaitOptions()) with { Before = created.Workspace },
                WaitLimit.OfRent(options), new MeterProgress(meter, progress));
            var workspace = await wait.RunAsync(cancellationToken).ConfigureAwait(false);
            await hold.NoteHandedOutAsync().ConfigureAwait(false);
            return new WorkspaceLease(client, hold, giveBack, meter, workspace, options);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndCancelledAsync(hold).ConfigureAwait(false);
            throw;
        }
        catch (Exception exception)
        {
            if (exception is BrevWaitException { LastWorkspace: not null })
            {
                hold.See();
            }

            await EndFailedAsync(created.Workspace, hold, giveBack, meter, exception, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The caller is in a hurry: the end is asked for, and the next start confirms it.</summary>
    private async Task EndCancelledAsync(LeaseHold hold)
    {
        using var limit = new CancellationTokenSource(CancelledPatience, client.TimeProvider);
        await hold.EndCancelledAsync(limit.Token).ConfigureAwait(false);
        hold.Dispose();
    }

    private async Task EndFailedAsync(
        Workspace workspace, LeaseHold hold, LeaseReturn giveBack, LeaseMeter meter, Exception cause,
        CancellationToken cancellationToken)
    {
        try
        {
            hold.SignalEnd();
            var wasThere = await giveBack.EndAsync(LeaseEnd.Delete, new MeterProgress(meter), cancellationToken).ConfigureAwait(false);
            meter.Stop();
            if (cause is BrevWaitException wait)
            {
                wait.Cost = meter.Read();
            }

            if (wasThere || !hold.MayBeLate)
            {
                hold.Forget();
            }
            else
            {
                // Its create was answered, so that it can show up yet.
                Say.Quietly(() => WorkspaceLog.NeverSeen(client.Logger, workspace.Name, workspace.Id));
                hold.Dispose();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await EndCancelledAsync(hold).ConfigureAwait(false);
            throw;
        }
        catch (BrevException exception)
        {
            hold.Dispose();
            var wait = cause as BrevWaitException;
            throw new BrevWaitException(
                WaitFailureReason.NotGivenBack,
                workspace.Id!,
                $"Workspace '{workspace.Name}' ({workspace.Id}) did not come up and could not be given back, so it may still be billed. "
                + $"{exception.Message} The next start tries again, or ReclaimLeasesAsync does. It did not come up: {cause.Message}",
                cause)
            {
                Condition = options.WaitFor,
                LastWorkspace = wait?.LastWorkspace,
                Elapsed = wait?.Elapsed ?? TimeSpan.Zero,
            };
        }
    }
}
