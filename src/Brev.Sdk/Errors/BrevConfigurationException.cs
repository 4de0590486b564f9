namespace Brev.Sdk;

/// <summary>An option, an environment variable or a file of the SDK holds something that it cannot use.</summary>
public sealed class BrevConfigurationException : BrevException
{
    /// <summary>Creates the exception.</summary>
    public BrevConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
