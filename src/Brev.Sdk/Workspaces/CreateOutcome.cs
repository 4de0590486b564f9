namespace Brev.Sdk;

/// <summary>What is known about a workspace whose creation did not go as planned.</summary>
public enum CreateOutcome
{
    /// <summary>
    /// It was not created: the request was never sent, or its answer was lost and the list of the organization, read for a minute, does not
    /// show it. Creating it again is safe.
    /// </summary>
    NotCreated,

    /// <summary>It was not created, because none of the offers could be had. Other offers, or the same ones later, can.</summary>
    NoCapacity,

    /// <summary>It was not created, because a workspace of that name exists: <see cref="BrevCreateException.WorkspaceId"/>.</summary>
    NameTaken,

    /// <summary>
    /// The answer was lost, and a workspace of that name has appeared that is not the planned one, by its owner or its type:
    /// <see cref="BrevCreateException.WorkspaceId"/>.
    /// </summary>
    AnotherWorkspace,

    /// <summary>
    /// It is not known whether it was created: the answer was lost and the list of the organization could not be read, or, for a lease, has
    /// a workspace of the name that does not say whether it is the created one (<see cref="BrevCreateException.WorkspaceId"/>). Look for
    /// the name before creating it again.
    /// </summary>
    Unknown,
}
