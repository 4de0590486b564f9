namespace Brev.Sdk.Workspaces.Creating;

/// <summary>
/// What is known about a workspace before its create is sent, and enough to recognize it afterwards without its id: no workspace of the
/// organization had the name.
/// </summary>
internal sealed record CreateIntent(string OrganizationId, string Name, string UserId, DateTimeOffset PreparedOn, IReadOnlyList<string> InstanceTypes)
{
    /// <summary>How far the clock of this machine and that of Brev may be apart, the time of the create included.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    /// <summary>Whether a workspace is this one by its name, owner, type and time. One that does not say when it was made is not.</summary>
    public bool Matches(Workspace workspace) =>
        workspace.Name == Name
        && workspace.CreatedByUserId == UserId
        && InstanceTypes.Contains(workspace.InstanceType)
        && workspace.CreatedAt is { } createdOn
        && (createdOn - PreparedOn).Duration() <= ClockTolerance;
}
