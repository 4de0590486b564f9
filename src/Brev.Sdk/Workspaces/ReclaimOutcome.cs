namespace Brev.Sdk;

/// <summary>What has become of a lease that a dead program left.</summary>
public enum ReclaimOutcome
{
    /// <summary>Its workspace has been given back: it is gone, or stopped when the lease said so.</summary>
    GivenBack,

    /// <summary>
    /// The end of its workspace has been asked for and is not confirmed yet. The record stays, so that the next start looks again.
    /// </summary>
    Ending,

    /// <summary>There is no workspace: it was given back before, or was never created.</summary>
    NothingLeft,

    /// <summary>It is of another user or another Brev than this client's, and is left alone.</summary>
    NotOurs,

    /// <summary>It could not be given back: <see cref="ReclaimedLease.Failure"/>. The record stays.</summary>
    Failed,

    /// <summary>
    /// There is a workspace (<see cref="ReclaimedLease.WorkspaceId"/>) that may be what the program left, and may be another one of its
    /// name, or one that was stopped for the lease and runs again. It is left alone: <see cref="ReclaimedLease.Failure"/> says why and what
    /// to do. The record stays, so that it is said at each start until the workspace is gone or stopped. The same holds, without an id,
    /// when the answer to a create was lost and the list of its organization is empty, which proves nothing.
    /// </summary>
    InDoubt,

    /// <summary>
    /// Nothing has been asked of its workspace yet: it is coming up, and takes no stop until it runs. This client stops it then, in the
    /// background, for as long as it is not disposed; until that is done the record stays, so that the next start does it otherwise.
    /// </summary>
    Pending,
}
