using Brev.Sdk.Organizations;

namespace Brev.Sdk;

/// <summary>The organization that is worked in, and who works in it.</summary>
public static class OrganizationExtensions
{
    /// <summary>
    /// The active organization. For a login in the folder of the brev CLI it is the one that the CLI keeps in <c>active_org.json</c>; for
    /// an API key the key's own (<c>api_key_org_id</c> in the credentials file); for a key without one and for any other login
    /// <see cref="BrevClientOptions.OrganizationId"/>, by default that of <c>BREV_ORG_ID</c>. Where nothing is remembered it is the only
    /// organization of the user. It is asked for at Brev, so its name is the present one.
    /// </summary>
    /// <remarks>
    /// One that is remembered and gone is an error that names the choices, and so is the lack of one where the user has several. The CLI
    /// silently takes the first of the list in both cases. Under an API key that may not read its organization, the name is the id.
    /// </remarks>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BrevOrganizationException">None is active and there is not exactly one, or the active one is gone.</exception>
    /// <exception cref="BrevConfigurationException">The CLI's file cannot be read.</exception>
    /// <exception cref="BrevApiException">Brev answered with an error, or with something that is not an answer of this operation.
    /// </exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    /// <exception cref="BrevConnectionException">Brev could not be reached, or the connection broke.</exception>
    /// <exception cref="BrevTimeoutException">A call took longer than the time limit of the options.</exception>
    public static Task<Organization> GetActiveOrganizationAsync(this BrevClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new OrganizationFinder(client).FindActiveAsync(cancellationToken);
    }

    /// <summary>
    /// Makes an organization the active one, for this program and for the brev CLI: <c>active_org.json</c> beside the credentials file is
    /// replaced as a whole.
    /// </summary>
    /// <param name="client">The client; its login is one in a credentials file.</param>
    /// <param name="nameOrId">The organization, as for <see cref="FindOrganizationAsync"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The organization.</returns>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    /// <exception cref="BrevOrganizationException">No organization has the name, or several have it.</exception>
    /// <exception cref="BrevException">The login is an API key, which belongs to one organization, or is kept in no file; or the file
    /// cannot be written.
    /// </exception>
    public static Task<Organization> SetActiveOrganizationAsync(
        this BrevClient client, string nameOrId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrId);
        return new OrganizationFinder(client).SetActiveAsync(nameOrId.Trim(), cancellationToken);
    }

    /// <summary>
    /// The id of the user who is signed in; <see langword="null"/> under an API key, which does not say whose it is: nothing is asked then.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BrevException">Brev answers without an id.</exception>
    /// <exception cref="BrevApiException">Brev answered with an error, or with something that is not an answer of this operation.
    /// </exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    /// <exception cref="BrevConnectionException">Brev could not be reached, or the connection broke.</exception>
    /// <exception cref="BrevTimeoutException">A call took longer than the time limit of the options.</exception>
    public static Task<string?> FindCurrentUserIdAsync(this BrevClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return SignedInUser.FindIdAsync(client, cancellationToken);
    }

    /// <summary>An organization of the user by its id, or by its name in any case. An id goes before a name.</summary>
    /// <param name="client">The client.</param>
    /// <param name="nameOrId">The name or the id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    /// <exception cref="BrevOrganizationException">No organization has the name, or several have it; the choices are in it.</exception>
    /// <exception cref="BrevApiException">Brev answered with an error, or with something that is not an answer of this operation.
    /// </exception>
    /// <exception cref="BrevLoginRequiredException">There is no credential, or Brev no longer accepts it.</exception>
    public static Task<Organization> FindOrganizationAsync(
        this BrevClient client, string nameOrId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrId);
        return new OrganizationFinder(client).FindAsync(nameOrId.Trim(), cancellationToken);
    }
}
