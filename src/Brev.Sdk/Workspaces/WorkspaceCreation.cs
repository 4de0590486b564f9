using Brev.Sdk.Workspaces.Creating;
using Brev.Sdk.Workspaces.Leasing;

namespace Brev.Sdk;

/// <summary>Creating workspaces from plans.</summary>
public static class WorkspaceCreation
{
    /// <summary>
    /// Creates a workspace, safely: one plan never makes two machines. A request whose answer is lost (5xx, time-out, reset, broken answer)
    /// is not sent again; the workspace is looked for by its name instead, and what was created is returned. Offers that have no capacity
    /// are passed over for the <see cref="WorkspacePlan.Fallbacks"/>. What was created without an answer is known by its name, owner, type,
    /// time and description. Where programs of one user may create the same name at the same moment, give each a
    /// <see cref="WorkspacePlan.Description"/> of its own, or rent, which marks each workspace: without one, the machine that has the name
    /// is taken for the created one, whichever of these programs has made it.
    /// </summary>
    /// <param name="brev">The client.</param>
    /// <param name="plan">What to create.</param>
    /// <param name="cancellationToken">Ends the call. A create that has been sent by then can still take effect.</param>
    /// <returns>The workspace, which begins to deploy: hand it to
    /// <see cref="WorkspaceWaiting.WaitForWorkspaceAsync(BrevClient, Workspace, WorkspaceCondition, WaitOptions?, IProgress{Workspace}?,
    /// CancellationToken)"/>, which knows that Brev's reads can be a little behind.</returns>
    /// <exception cref="ArgumentException">The plan breaks a rule, which the message names. Nothing was sent.</exception>
    /// <exception cref="BrevCreateException">It was not created, or it is not known whether it was;
    /// <see cref="BrevCreateException.Outcome"/> says which.</exception>
    /// <exception cref="BrevApiException">Brev refused, and nothing was created.</exception>
    /// <exception cref="BrevOrganizationException">Plan and offer name no organization, and there is none that is active.</exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static async Task<Workspace> CreateWorkspaceAsync(this BrevClient brev, WorkspacePlan plan,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(brev);
        PlanValidation.Validate(plan);
        var creator = new WorkspaceCreator(brev, plan);
        var intent = await creator.PrepareAsync(cancellationToken).ConfigureAwait(false);
        var created = await creator.CreateAsync(intent, cancellationToken).ConfigureAwait(false);
        LeaseFolder.ForgetSupersededInDefault(LeaseRecord.Of(brev, intent), brev.TimeProvider);
        return created.Workspace;
    }
}
