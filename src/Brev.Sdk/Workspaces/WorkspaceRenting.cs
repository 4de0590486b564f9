using Brev.Sdk.Workspaces.Creating;
using Brev.Sdk.Workspaces.Leasing;
using Brev.Sdk.Workspaces.Waiting;

namespace Brev.Sdk;

/// <summary>Renting workspaces: created, waited for, and given back at the end, even when the program dies.</summary>
public static class WorkspaceRenting
{
    /// <summary>
    /// Rents a workspace: creates it safely, waits until it can be used, and hands out a lease that gives it back when it is disposed.
    /// Before the create is sent, a record is written; when this program dies, the next one that rents, or
    /// <see cref="ReclaimLeasesAsync"/>, gives back what it left. The description of the workspace ends in a mark of its own
    /// (<c>[Brev.Sdk lease …]</c>), by which a machine whose create was never answered is known from any other of its name. When renting
    /// fails half-way, what was created is given back before the exception is thrown.
    /// </summary>
    /// <param name="brev">The client. It must live at least as long as the lease.</param>
    /// <param name="plan">What to rent.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told of each new state of the workspace while it comes up.</param>
    /// <param name="cancellationToken">Ends the renting. What was created is then given back, for at most half a minute, without waiting
    /// until it is gone.</param>
    /// <returns>The lease. Dispose it, as <c>await using</c> does.</returns>
    /// <exception cref="ArgumentException">The plan or an option breaks a rule. Nothing was sent.</exception>
    /// <exception cref="BrevCreateException">It was not created, or it is not known whether it was. In doubt the record stays, so that the
    /// next start looks again.</exception>
    /// <exception cref="BrevWaitException">It was created, did not come up, and has been given back. Where that
    /// failed as well, its reason is <see cref="WaitFailureReason.NotGivenBack"/>: the workspace may still be billed.</exception>
    /// <exception cref="BrevApiException">Brev refused, and nothing was created.</exception>
    /// <exception cref="BrevConfigurationException">No record can be written or guarded in the folder.</exception>
    /// <exception cref="BrevOrganizationException">Plan and offer name no organization, and there is none that is active.</exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<WorkspaceLease> RentWorkspaceAsync(
        this BrevClient brev,
        WorkspacePlan plan,
        LeaseOptions? options = null,
        IProgress<Workspace>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        options ??= new LeaseOptions();
        PlanValidation.Validate(plan);
        LeaseOptionsValidation.Validate(options, plan);
        return new LeaseStart(brev, plan, options, progress).RunAsync(cancellationToken);
    }

    /// <summary>
    /// Gives back what dead programs of this user have left running, and waits until it is gone. Leases of programs that live are never
    /// touched, nor is anything that no lease has created: what is in doubt is left alone and said
    /// (<see cref="ReclaimOutcome.InDoubt"/>).
    /// </summary>
    /// <param name="brev">The client; its login must be of the user who rented.</param>
    /// <param name="options">Where the records are, and how to wait; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the work. What has been asked for happens.</param>
    /// <returns>The leases that were found, and what has become of each; empty when there were none.</returns>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<IReadOnlyList<ReclaimedLease>> ReclaimLeasesAsync(
        this BrevClient brev, LeaseOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        options ??= new LeaseOptions();
        WaitOptionsValidation.Validate(options.Wait ?? new WaitOptions());
        return new LeaseReclaim(brev, new LeaseFolder(options.RecordFolder, brev.TimeProvider), options.Wait)
            .RunAsync(awaitedName: null, awaitsAll: true, cancellationToken);
    }
}
