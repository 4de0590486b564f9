namespace Brev.Sdk;

/// <summary>How a workspace is rented and given back. Every property has a working default; set only what differs.</summary>
public sealed record LeaseOptions
{
    /// <summary>
    /// How long the workspace is rented at most, from its creation, while this program lives. When it passes,
    /// <see cref="WorkspaceLease.Ended"/> is cancelled and the workspace is given back. Default: <see langword="null"/>, until the lease is
    /// disposed. Bounds: more than zero and at most 30 days.
    /// </summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>
    /// What is waited for before the lease is handed out. Default: <see cref="WorkspaceCondition.SshReachable"/>. Not for stopped or
    /// deleted.
    /// </summary>
    public WorkspaceCondition WaitFor { get; init; } = WorkspaceCondition.SshReachable;

    /// <summary>
    /// How that is waited for. Default: <see langword="null"/>, the defaults of <see cref="WaitOptions"/>. Its pauses and its bearing of
    /// failures hold for the end as well.
    /// </summary>
    public WaitOptions? Wait { get; init; }

    /// <summary>What becomes of the workspace at the end. Default: <see cref="LeaseEnd.Delete"/>.</summary>
    public LeaseEnd AtEnd { get; init; }

    /// <summary>
    /// Whether the workspace is also given back when the process is told to end (Ctrl+C, <c>SIGTERM</c>, <c>SIGHUP</c>) or exits: at once,
    /// for at most ten seconds, without waiting until it is gone. Default: <see langword="true"/>. Set it to <see langword="false"/> in a
    /// program that handles these itself and goes on using the machine while it ends.
    /// </summary>
    public bool EndsWithProcess { get; init; } = true;

    /// <summary>
    /// Whether leases that dead programs of this user have left are given back first. Default: <see langword="true"/>. Their end is asked
    /// for and not waited for, except when one of them has the name that is needed now.
    /// </summary>
    public bool ReclaimsFirst { get; init; } = true;

    /// <summary>
    /// The folder of the records by which the next start finds what a dead program has left. Default: <see langword="null"/>,
    /// <c>~/.brev/leases</c>. It must be on a disk that grants file locks, as local disks do; where several machines share it, its locks
    /// must reach all of them (NFS does so unless it is mounted with <c>local_lock</c> or <c>nolock</c>), or one takes the other's live
    /// lease for that of a dead program. A container whose disk goes with it leaves no record. Records hold no secret and are readable
    /// for their owner alone.
    /// </summary>
    public string? RecordFolder { get; init; }
}
