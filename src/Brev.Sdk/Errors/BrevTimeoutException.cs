namespace Brev.Sdk;

/// <summary>A time limit passed before the answer was complete.</summary>
public sealed class BrevTimeoutException : BrevException
{
    /// <summary>Creates the exception.</summary>
    public BrevTimeoutException(string message, TimeSpan timeout, Exception? innerException = null)
        : base(message, innerException) => Timeout = timeout;

    /// <summary>The limit that passed.</summary>
    public TimeSpan Timeout { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
