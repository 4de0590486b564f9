namespace Brev.Sdk;

/// <summary>A machine of an organization, whichever kind: one line of an overview.</summary>
public sealed record Machine
{
    /// <summary>The id of the workspace or of the node.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is.</summary>
    public MachineKind Kind { get; init; }

    /// <summary>
    /// The status as Brev writes it: that of a workspace (<c>RUNNING</c>), or the connection of a node (<c>CONNECTED</c>,
    /// <c>DISCONNECTED</c>); empty when unknown.
    /// </summary>
    public string Status { get; init; } = "";

    /// <summary>Who created it; <see langword="null"/> for a node, whose list does not say.</summary>
    public MachineOwner? Owner { get; init; }

    /// <summary>
    /// Whether it is one of <see cref="MachineScope.Mine"/>; <see langword="null"/> under an API key, which does not say whose it is.
    /// </summary>
    public bool? IsMine { get; init; }

    /// <summary>When it was created; <see langword="null"/> for a node, and when the list does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>
    /// How old it was when the list was made, by the client's clock; <see langword="null"/> when <see cref="CreatedAt"/> is.
    /// </summary>
    public TimeSpan? Age { get; init; }

    /// <summary>The instance type of a workspace (<c>g6e.xlarge</c>), the product name of a node; empty when unknown.</summary>
    public string Type { get; init; } = "";

    /// <summary>The workspace; <see langword="null"/> for a node.</summary>
    public Workspace? Workspace { get; init; }

    /// <summary>The node; <see langword="null"/> for a workspace.</summary>
    public ExternalNode? Node { get; init; }
}
