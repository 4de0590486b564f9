namespace Brev.Sdk.Ssh.Addresses;

/// <summary>The id of the signed-in user, asked for once if it is not known.</summary>
internal sealed class CurrentUser(BrevClient client, string? knownId = null)
{
    private string? _id = knownId;

    /// <summary>
    /// The id, or <see langword="null"/> when Brev does not say who this is, or under an API key; then any access entry will do.
    /// </summary>
    public async Task<string?> FindAsync(LookUps lookUps) =>
        _id ??= await lookUps.TryAsync("Asking who is signed in", client.FindCurrentUserIdAsync).ConfigureAwait(false);

    /// <summary>The first entry of the user that leads through a port; an entry without a user is everybody's.</summary>
    public async Task<SshAccess?> FindAccessAsync(IReadOnlyList<SshAccess> entries, LookUps lookUps)
    {
        if (entries.Count == 0)
        {
            return null;
        }

        var user = await FindAsync(lookUps).ConfigureAwait(false);
        return entries.FirstOrDefault(entry => !string.IsNullOrEmpty(entry.PortId) && IsFor(user, entry.UserId));
    }

    /// <summary>The first entry of the user in what the workspace itself says, which may be of an older kind, without a port.</summary>
    public async Task<WorkspaceEnvironmentSshAccess?> FindAccessAsync(
        IReadOnlyList<WorkspaceEnvironmentSshAccess> entries, LookUps lookUps)
    {
        var user = entries.Count == 0 ? null : await FindAsync(lookUps).ConfigureAwait(false);
        return entries.FirstOrDefault(entry => IsFor(user, entry.UserId));
    }

    private static bool IsFor(string? user, string? owner) => user is null || string.IsNullOrEmpty(owner) || owner == user;
}
