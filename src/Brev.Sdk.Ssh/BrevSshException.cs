namespace Brev.Sdk;

/// <summary>
/// SSH to a machine has failed: it could not be reached, refused the key, presented another host key, or the connection broke. The message
/// says what happened, the evidence, and what to do. An exit status other than zero is no failure: see <see cref="SshCommandResult"/>.
/// </summary>
public sealed class BrevSshException : BrevException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why it has failed.</param>
    /// <param name="message">What happened, the evidence, and what to do.</param>
    /// <param name="innerException">The failure behind it, if there is one.</param>
    public BrevSshException(SshFailureReason reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why it has failed.</summary>
    public SshFailureReason Reason { get; }

    /// <summary>Whether trying again later may succeed without any change by the caller.</summary>
    public override bool IsTransient => Reason is SshFailureReason.Unreachable or SshFailureReason.ConnectionLost;
}
