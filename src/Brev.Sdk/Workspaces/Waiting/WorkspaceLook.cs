namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>Looks at one workspace. A 404 that is not in Brev's own words is settled by the list of the organization.</summary>
internal sealed class WorkspaceLook(BrevClient client, string workspaceId)
{
    /// <param name="organizationId">
    /// Whose list settles it; <see langword="null"/> where that is not known, so that everything but a page is believed.
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
            return await FindInListAsync(organizationId, cancellationToken).ConfigureAwait(false);
        }
        catch (BrevApiException exception) when (Absence.IsHearsay(exception) && !Absence.IsSaidByPage(exception))
        {
            return null;
        }
    }

    public async Task<Workspace?> FindInListAsync(string organizationId, CancellationToken cancellationToken)
    {
        var workspaces = await WorkspaceList.ReadAsync(client, organizationId, cancellationToken).ConfigureAwait(false);
        return workspaces.FirstOrDefault(workspace => workspace.Id == workspaceId);
    }
}
