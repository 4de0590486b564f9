namespace Brev.Sdk;

/// <summary>What is known about a workspace whose creation did not go as planned.</summary>
public enum CreateOutcome
{
    /// <summary>
    /// It was not created, as far as is known: the request was never sent, or its answer was lost and the list of the organization, read
    /// for a minute, does not show it. In the second case it may still show up later. Creating it again under the same name is safe,
    /// because a name is given once; under another name it can make a second machine.
    /// </summary>
    NotCreated,

    /// <summary>
    /// It was not created, because none of the offers could be had. Other offers can, and the same ones later where
    /// <see cref="BrevCreateException.IsTransient"/> says so: not after a used-up quota, a provider that is not enabled or a credential
    /// that does not fit the type.
    /// </summary>
    NoCapacity,

    /// <summary>It was not created, because a workspace of that name exists: <see cref="BrevCreateException.WorkspaceId"/>.</summary>
    NameTaken,

    /// <summary>
    /// The answer was lost, and a workspace of that name has appeared that is not the planned one, by its owner, type, time or description:
    /// <see cref="BrevCreateException.WorkspaceId"/>.
    /// </summary>
    AnotherWorkspace,

    /// <summary>
    /// It is not known whether it was created: the answer was lost and the list of the organization could not be read, or, for a lease and
    /// a plan with a <see cref="WorkspacePlan.Description"/>, has a workspace of the name without any description
    /// (<see cref="BrevCreateException.WorkspaceId"/>). Look for the name before creating it again.
    /// </summary>
    Unknown,
}
