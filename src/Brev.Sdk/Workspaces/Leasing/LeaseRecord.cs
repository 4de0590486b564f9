using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk.Workspaces.Leasing;

/// <summary>
/// What a program leaves on the disk about a workspace that it rents: enough to find it, and to know it from all others, after the program
/// has died at any moment. It is written before the create is sent, without the id, and once more with it. No member is secret.
/// </summary>
internal sealed record LeaseRecord
{
    /// <summary>The Brev that it is rented from.</summary>
    public required string ControlPlane { get; init; }

    public required string OrganizationId { get; init; }

    public required string Name { get; init; }

    /// <summary>Who rents it; <see langword="null"/> under an API key, which does not say whose it is.</summary>
    public required string? UserId { get; init; }

    public required DateTimeOffset PreparedOn { get; init; }

    /// <summary>The types that it can have been created with.</summary>
    public required IReadOnlyList<string> InstanceTypes { get; init; }

    /// <summary>
    /// What the create carries and nothing else does, so that the workspace is known without its id; <see langword="null"/> in a record
    /// that can recognize none.
    /// </summary>
    public string? Mark { get; init; }

    /// <summary><see langword="null"/> until the answer to the create was there.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>Whether the workspace has been seen since its create.</summary>
    public bool IsSeen { get; init; }

    /// <summary>Whether the program has had the machine, so that its disk can hold what the program made.</summary>
    public bool IsHandedOut { get; init; }

    /// <summary>Whether Brev has accepted to stop it. What runs later may have been started by hand.</summary>
    public bool IsStopAsked { get; init; }

    public LeaseEnd AtEnd { get; init; }

    /// <summary>For people who look into the folder.</summary>
    public int ProcessId { get; init; }

    /// <summary>
    /// How long a workspace can be on its way into the list, or into Brev's own reads, after its create was sent. Until then what was never
    /// seen is not gone.
    /// </summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMinutes(10);

    /// <summary>Whether the workspace can show up later, although it cannot be found now.</summary>
    public bool MayBeLate(DateTimeOffset now) => !IsSeen && !IsHandedOut && now - PreparedOn < Latency;

    /// <summary>Before the create is sent.</summary>
    public static LeaseRecord Of(BrevClient client, CreateIntent intent) => new()
    {
        ControlPlane = client.ControlPlaneEndpoint.AbsoluteUri,
        OrganizationId = intent.OrganizationId,
        Name = intent.Name,
        UserId = intent.UserId,
        PreparedOn = intent.PreparedOn,
        InstanceTypes = intent.InstanceTypes,
        Mark = intent.Mark,
        ProcessId = Environment.ProcessId,
    };

    /// <summary>What a workspace of the name is to this lease. Without a mark it is in doubt at best.</summary>
    public CreateMatch Compare(Workspace workspace) =>
        new CreateIntent(OrganizationId, Name, UserId, PreparedOn, InstanceTypes, Mark).Compare(workspace) is var match
            && match == CreateMatch.Created && Mark is null ? CreateMatch.InDoubt : match;
}
