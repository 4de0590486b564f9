using Brev.Sdk.Diagnostics;
using Brev.Sdk.InstanceTypes;

namespace Brev.Sdk;

/// <summary>Finding a machine to rent.</summary>
public static class InstanceTypeExtensions
{
    /// <summary>
    /// What an organization can rent and that meets a query, the best first: by default the cheapest that is available. The answer is a
    /// snapshot; what is in it can be gone a moment later, so keep a few as fallbacks.
    /// </summary>
    /// <remarks>
    /// The organization's list of the control plane (<see cref="BrevClient.ListOrganizationInstanceTypesAsync"/>) is read, because it alone
    /// tells clouds, disks and machines that may be taken away apart; the newer catalogue names fewer members and, as the CLI asks it, one
    /// place for each type. The list is large and slow, so it has twice the time of <see cref="BrevClientOptions.RequestTimeout"/>: 60
    /// seconds by default. A type without a name or without a price that can be read is left out. A cloud that Brev could not ask is
    /// missing from the answer; the log says which (event 33), and the raw list has it in
    /// <see cref="OrganizationInstanceTypeList.WorkspaceGroupErrors"/>.
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="query">What the machine has to be; <c>new()</c> for everything with a GPU.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The query holds a negative number, an architecture that is not known, a currency that is none,
    /// or bounds that exclude each other.</exception>
    /// <exception cref="BrevOrganizationException">The query names no organization, and there is none that is active.</exception>
    /// <exception cref="BrevApiException">Brev answered with an error, or with something that is not an answer of this operation.
    /// </exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    /// <exception cref="BrevConnectionException">Brev could not be reached, or the connection broke.</exception>
    /// <exception cref="BrevTimeoutException">The list was not complete in time.</exception>
    public static Task<IReadOnlyList<InstanceTypeOffer>> SearchInstanceTypesAsync(
        this BrevClient client, InstanceTypeQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(query);
        QueryValidation.Validate(query);
        return SearchAsync(client, query, cancellationToken);
    }

    private static async Task<IReadOnlyList<InstanceTypeOffer>> SearchAsync(
        BrevClient client, InstanceTypeQuery query, CancellationToken cancellationToken)
    {
        var organizationId = query.OrganizationId ?? (await client.GetActiveOrganizationAsync(cancellationToken).ConfigureAwait(false)).Id!;
        var list = await client.ListOrganizationInstanceTypesAsync(organizationId, cancellationToken).ConfigureAwait(false);
        foreach (var error in list.WorkspaceGroupErrors.OfType<WorkspaceGroupError>())
        {
            var cloud = error.WorkspaceGroup?.Name ?? error.WorkspaceGroup?.Id ?? "one cloud";
            Say.Quietly(() => Log.CloudNotListed(client.Logger, cloud, error.ErrorMessage ?? "Brev gives no reason"));
        }

        var offers = new OfferReader(organizationId).Read(list.AllInstanceTypes).Where(new OfferFilter(query).Meets);
        return new OfferOrder(query).Sort(offers);
    }
}
