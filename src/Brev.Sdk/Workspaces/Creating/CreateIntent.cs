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
/// <param name="Mark">The <see cref="CreateMark"/> that it is created with; <see langword="null"/> for a create that is never undone, where
/// the description has to be enough, or name, owner, type and time without one.</param>
/// <param name="Description">The description of its plan; <see langword="null"/> when that is not known.</param>
internal sealed record CreateIntent(
    string OrganizationId, string Name, string? UserId, DateTimeOffset PreparedOn, IReadOnlyList<string> InstanceTypes, string? Mark = null,
    string? Description = null)
{
    /// <summary>How far the clock of this machine and that of Brev may be apart, the time of the create included.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    /// <summary>The same where an API key hides who owns a workspace, so that its time has to say more.</summary>
    private static readonly TimeSpan ClockToleranceWithoutOwner = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What a workspace is to this create. Only the text that was sent with it makes it the created one: a workspace without a text that
    /// fits in all else is in doubt, because Brev may give back no description, and one with another text is another. A create without a
    /// text is known by the rest. A mark is used once, so that clocks have no say where it stands.
    /// </summary>
    public CreateMatch Compare(Workspace workspace) =>
        !HasNameOwnerAndType(workspace) ? CreateMatch.Another
        : Mark is not null && CreateMark.IsOn(workspace, Mark) ? CreateMatch.Created
        : !IsFromThatTime(workspace) ? CreateMatch.Another
        : HasText(workspace) ? (Mark is null && IsDescribedIn(workspace) ? CreateMatch.Created : CreateMatch.Another)
        : Mark is null && string.IsNullOrWhiteSpace(Description) ? CreateMatch.Created
        : CreateMatch.InDoubt;

    private bool HasNameOwnerAndType(Workspace workspace) =>
        workspace.Name == Name
        && (UserId is null || workspace.CreatedByUserId == UserId)
        && InstanceTypes.Contains(workspace.InstanceType);

    private static bool HasText(Workspace workspace) => !string.IsNullOrWhiteSpace(workspace.Description);

    /// <summary>One with a text that is not of the plan, such as the mark of a lease, was made by another program.</summary>
    private bool IsDescribedIn(Workspace workspace) =>
        Description is null || (!string.IsNullOrWhiteSpace(Description)
            && workspace.Description!.Contains(Description.Trim(), StringComparison.Ordinal));

    /// <summary>One that does not say when it was made is not.</summary>
    private bool IsFromThatTime(Workspace workspace) =>
        workspace.CreatedAt is { } createdOn
        && (createdOn - PreparedOn).Duration() <= (UserId is null ? ClockToleranceWithoutOwner : ClockTolerance);
}
