namespace Brev.Sdk;

/// <summary>
/// What was waited for has not come, or cannot come any more. The message says what was seen last and what to do; the properties say it to
/// programs. The workspace itself is left as it is.
/// </summary>
public sealed class BrevWaitException : BrevException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why the wait has ended.</param>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="message">What happened, the evidence, and what to do.</param>
    /// <param name="innerException">The failure behind it, if there is one.</param>
    public BrevWaitException(WaitFailureReason reason, string workspaceId, string message, Exception? innerException = null)
        : base(message, innerException) => (Reason, WorkspaceId) = (reason, workspaceId);

    /// <summary>Why the wait has ended.</summary>
    public WaitFailureReason Reason { get; }

    /// <summary>The workspace that was waited for.</summary>
    public string WorkspaceId { get; }

    /// <summary>What was waited for; <see langword="null"/> when the workspace was only watched.</summary>
    public WorkspaceCondition? Condition { get; init; }

    /// <summary>The workspace as it was seen last; <see langword="null"/> when it was never seen.</summary>
    public Workspace? LastWorkspace { get; init; }

    /// <summary>How long the wait has lasted.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>
    /// What the workspace has cost, when it was rented, did not come up and was given back; <see langword="null"/> otherwise.
    /// </summary>
    public LeaseCost? Cost { get; internal set; }

    /// <summary>Whether waiting once more may succeed: the time has passed, or looks have failed for a passing reason.</summary>
    public override bool IsTransient =>
        Reason == WaitFailureReason.TimedOut
            || (Reason == WaitFailureReason.PollingFailed && InnerException is BrevException { IsTransient: true });
}
