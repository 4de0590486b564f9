using Brev.Sdk.Machines;

namespace Brev.Sdk;

/// <summary>Machines by name, and all of them at a glance.</summary>
public static class MachineExtensions
{
    /// <summary>
    /// The workspaces of an organization that have a name or an id, exactly as it is written. The list of an organization holds
    /// everybody's; who created one and when stands in <see cref="Workspace.CreatedByUserId"/> and <see cref="Workspace.CreatedAt"/>.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="organizationId">The id of the organization.</param>
    /// <param name="nameOrId">The name or the id; upper and lower case differ.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was found, of everybody's; empty when nothing was.</returns>
    /// <exception cref="ArgumentException">An argument is blank.</exception>
    /// <exception cref="BrevApiException">Brev answered with an error, or with something that is not an answer of this operation.
    /// </exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<IReadOnlyList<Workspace>> FindWorkspacesAsync(
        this BrevClient client, string organizationId, string nameOrId, CancellationToken cancellationToken = default) =>
        client.FindWorkspacesAsync(organizationId, nameOrId, MachineScope.Everybody, cancellationToken);

    /// <summary>
    /// The workspaces of an organization that have a name or an id, exactly as it is written. The list of an organization holds
    /// everybody's; who created one and when stands in <see cref="Workspace.CreatedByUserId"/> and <see cref="Workspace.CreatedAt"/>.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="organizationId">The id of the organization.</param>
    /// <param name="nameOrId">The name or the id; upper and lower case differ.</param>
    /// <param name="scope">Whose.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What was found; empty when nothing was.</returns>
    /// <exception cref="ArgumentException">An argument is blank.</exception>
    /// <exception cref="BrevException">One's own are asked for under an API key, which does not say whose it is.</exception>
    /// <exception cref="BrevApiException">Brev answered with an error, or with something that is not an answer of this operation.
    /// </exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<IReadOnlyList<Workspace>> FindWorkspacesAsync(
        this BrevClient client, string organizationId, string nameOrId, MachineScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(organizationId);
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrId);
        ThrowIfUnknown(scope);
        return new MachineOverview(client, organizationId).FindWorkspacesAsync(nameOrId, scope, cancellationToken);
    }

    /// <summary>The workspaces of an organization, everybody's or one's own.</summary>
    /// <param name="client">The client.</param>
    /// <param name="organizationId">The id of the organization.</param>
    /// <param name="scope">Whose.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">An argument is blank.</exception>
    /// <exception cref="BrevException">One's own are asked for under an API key, which does not say whose it is.</exception>
    /// <exception cref="BrevApiException">Brev answered with an error, or with something that is not an answer of this operation.
    /// </exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<IReadOnlyList<Workspace>> ListWorkspacesAsync(
        this BrevClient client, string organizationId, MachineScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(organizationId);
        ThrowIfUnknown(scope);
        return new MachineOverview(client, organizationId).FindWorkspacesAsync(null, scope, cancellationToken);
    }

    /// <summary>
    /// Workspaces and external nodes of an organization in one list, with owner, age and status: workspaces first, each kind by name. Names
    /// of owners come from the list of members; where it cannot be read, owners are known by their ids. When one of the two lists cannot be
    /// had, the other is given, and <see cref="MachineCollection.Missing"/> says what is missing and why.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="organizationId">The id of the organization.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The organization is blank.</exception>
    /// <exception cref="BrevApiException">Neither list can be had: Brev answered with an error, or with something that is not an answer of
    /// this operation.</exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<MachineCollection> ListMachinesAsync(
        this BrevClient client, string organizationId, CancellationToken cancellationToken = default) =>
        client.ListMachinesAsync(organizationId, MachineScope.Everybody, cancellationToken);

    /// <summary>
    /// Workspaces and external nodes of an organization in one list, with owner, age and status: workspaces first, each kind by name. Names
    /// of owners come from the list of members; where it cannot be read, owners are known by their ids. When one of the two lists cannot be
    /// had, the other is given, and <see cref="MachineCollection.Missing"/> says what is missing and why.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="organizationId">The id of the organization.</param>
    /// <param name="scope">Whose.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The organization is blank.</exception>
    /// <exception cref="BrevException">One's own are asked for under an API key, which does not say whose it is.</exception>
    /// <exception cref="BrevApiException">Neither list can be had: Brev answered with an error, or with something that is not an answer of
    /// this operation.</exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<MachineCollection> ListMachinesAsync(
        this BrevClient client, string organizationId, MachineScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(organizationId);
        ThrowIfUnknown(scope);
        return new MachineOverview(client, organizationId).ListAsync(scope, cancellationToken);
    }

    private static void ThrowIfUnknown(MachineScope scope)
    {
        if (!Enum.IsDefined(scope))
        {
            throw new ArgumentOutOfRangeException(nameof(scope), scope, "Whose machines are meant: Everybody or Mine.");
        }
    }
}
