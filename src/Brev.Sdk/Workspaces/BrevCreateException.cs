namespace Brev.Sdk;

/// <summary>
/// A workspace was not created, or it is not known whether it was: <see cref="Outcome"/> says which. An answer of Brev that refuses a
/// create for a reason of its own, such as a wrong request or spent credits, is a <see cref="BrevApiException"/> instead.
/// </summary>
public sealed class BrevCreateException : BrevException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="outcome">What is known.</param>
    /// <param name="name">The name of the workspace.</param>
    /// <param name="message">What happened, the evidence, and what to do.</param>
    /// <param name="innerException">The failure behind it, if there is one.</param>
    public BrevCreateException(CreateOutcome outcome, string name, string message, Exception? innerException = null)
        : base(message, innerException) => (Outcome, Name) = (outcome, name);

    /// <summary>What is known about the workspace.</summary>
    public CreateOutcome Outcome { get; }

    /// <summary>The name that it was to have.</summary>
    public string Name { get; }

    /// <summary>The organization in which it was to be created; <see langword="null"/> when that is not known.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>The workspace that has the name now; <see langword="null"/> when there is none.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>
    /// Whether a workspace of the plan can show up later nevertheless: an answer was lost, or a server that failed may have done the work.
    /// </summary>
    internal bool MayHaveLeftOne { get; init; }

    /// <summary>Whether the cause stays as it is until something is changed, such as a quota or a credential.</summary>
    internal bool IsFinal { get; init; }

    /// <summary>
    /// Whether the same plan can succeed later: nothing was created, as far as is known, and the cause is passing. Offers that were refused
    /// because a quota is used up, their provider is not enabled or their credential does not fit the type are none of that, unless another
    /// offer of the plan lacked capacity.
    /// </summary>
    public override bool IsTransient => !IsFinal && (Outcome is CreateOutcome.NoCapacity or CreateOutcome.NotCreated);
}
