namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>
/// Looks at one workspace. A 404 that is not in Brev's own words is settled by the list of the organization, unless that is empty: Brev has
/// given such an answer for a list that was not, so that it proves nothing and the 404 is a failure that passes.
/// </summary>
internal sealed class WorkspaceLook(BrevClient client, string workspaceId)
{
    /// <param name="organizationId">
    /// Whose list settles it; <see langword="null"/> where that is not known.
    /// </param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The workspace; <see langword="null"/> when there is none.</returns>
    public async Task<Workspace?> GetAsync(string? organizationId, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetWorkspaceAsync(workspaceId, cancellationToken).ConfigureAwait(false);
        }
        catch (BrevApiException exception) when (Absence.IsSaidBy(exception))
        {
            return null;
        }
        catch (BrevApiException exception) when (Absence.IsHearsay(exception) && organizationId is not null)
        {
            var workspaces = await client.ListWorkspacesAsync(organizationId, cancellationToken).ConfigureAwait(false);
            if (workspaces.Count == 0)
            {
                throw;
            }

            return Find(workspaces);
        }
    }

    public async Task<Workspace?> FindInListAsync(string organizationId, CancellationToken cancellationToken) =>
        Find(await client.ListWorkspacesAsync(organizationId, cancellationToken).ConfigureAwait(false));

    private Workspace? Find(IEnumerable<Workspace?> workspaces) => workspaces.FirstOrDefault(workspace => workspace?.Id == workspaceId);
}
