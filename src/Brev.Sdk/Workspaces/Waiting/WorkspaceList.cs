namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>
/// The list of an organization, where it is to show something whose id is not known. Brev has given an empty answer for a list that was not
/// empty: it is asked again, and one that stays empty proves nothing.
/// </summary>
internal static class WorkspaceList
{
    private const int EmptyAnswers = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Workspace>> ReadAsync(
        BrevClient client, string organizationId, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var workspaces = await client.ListWorkspacesAsync(organizationId, cancellationToken).ConfigureAwait(false);
            if (workspaces.Count > 0 || attempt == EmptyAnswers)
            {
                return [.. workspaces.OfType<Workspace>()];
            }

            await Task.Delay(Pause, client.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
