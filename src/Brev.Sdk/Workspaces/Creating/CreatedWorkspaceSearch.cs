namespace Brev.Sdk.Workspaces.Creating;

/// <summary>
/// Looks for a workspace whose create got no answer, in the list of its organization. It can appear there a little later than the create.
/// </summary>
internal sealed class CreatedWorkspaceSearch(BrevClient client, CreateIntent intent)
{
    /// <summary>A minute in all; no pause is so long that a workspace is found much later than it could be.</summary>
    private static readonly int[] PausesInSeconds = [0, 2, 4, 8, 15, 15, 15];

    /// <summary>
    /// The workspaces of that name as the last list that could be read has them; <see langword="null"/> when none could be read.
    /// </summary>
    public async Task<IReadOnlyList<Workspace>?> FindAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Workspace>? found = null;
        foreach (var pause in PausesInSeconds)
        {
            if (pause > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(pause), client.TimeProvider, cancellationToken).ConfigureAwait(false);
            }

            found = await LookAsync(cancellationToken).ConfigureAwait(false);
            if (found is { Count: > 0 })
            {
                break;
            }
        }

        return found;
    }

    /// <summary>One look.</summary>
    public async Task<IReadOnlyList<Workspace>?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var workspaces = await client.ListWorkspacesAsync(intent.OrganizationId, cancellationToken).ConfigureAwait(false);
            return [.. workspaces.OfType<Workspace>().Where(workspace => workspace.Name == intent.Name)];
        }
        catch (BrevException)
        {
            // Whatever is wrong with the list, what is being asked is what became of the create.
            return null;
        }
    }
}
