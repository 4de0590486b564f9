namespace Brev.Sdk.Workspaces.Creating;

/// <summary>
/// What is known about a workspace before its create is sent, and enough to recognize it afterwards without its id: no workspace of the
/// organization had the name.
/// </summary>
/// <param name="OrganizationId">Where it is created.</param>
/// <param name="Name">Its name.</param>
/// <param name="UserId">Who creates it; <see langword="null"/> under an API key, which does not say whose it is.</param>
/// <param name="PreparedOn">When that was known.</param>
/// <param name="InstanceTypes">The types that it can be created with.</param>
internal sealed record CreateIntent(
    string OrganizationId, string Name, string? UserId, DateTimeOffset PreparedOn, IReadOnlyList<string> InstanceTypes)
{
    /// <summary>How far the clock of this machine and that of Brev may be apart, the time of the create included.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    /// <summary>The same where an API key hides who owns a workspace, so that its time has to say more.</summary>
    private static readonly TimeSpan ClockToleranceWithoutOwner = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether a workspace is this one by its name, owner (where known), type and time. One that does not say when it was made is not.
    /// </summary>
    public bool Matches(Workspace workspace) =>
        workspace.Name == Name
        && (UserId is null || workspace.CreatedByUserId == UserId)
        && InstanceTypes.Contains(workspace.InstanceType)
        && workspace.CreatedAt is { } createdOn
        && (createdOn - PreparedOn).Duration() <= (UserId is null ? ClockToleranceWithoutOwner : ClockTolerance);
}
