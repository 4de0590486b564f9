namespace Brev.Sdk;

/// <summary>A lease that a dead program left, and what has become of it.</summary>
/// <param name="Name">The name of its workspace.</param>
/// <param name="OrganizationId">The organization of the workspace.</param>
/// <param name="WorkspaceId">The workspace; <see langword="null"/> when the program died before it knew the id and none was found.</param>
/// <param name="Outcome">What has become of it.</param>
public sealed record ReclaimedLease(string Name, string OrganizationId, string? WorkspaceId, ReclaimOutcome Outcome)
{
    /// <summary>Why it could not be given back, or was left alone in doubt; <see langword="null"/> otherwise.</summary>
    public BrevException? Failure { get; init; }
}
