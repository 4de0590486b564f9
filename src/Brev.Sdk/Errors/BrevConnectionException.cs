namespace Brev.Sdk;

/// <summary>
/// No usable answer came: the host could not be reached, the connection broke, or the identity provider could not refresh the
/// token for a passing reason. Trying again later can succeed.
/// </summary>
public sealed class BrevConnectionException : BrevException
{
    /// <summary>Creates the exception.</summary>
    public BrevConnectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
