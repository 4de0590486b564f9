namespace Brev.Sdk;

/// <summary>The root of every exception that the SDK throws for something other than a wrong argument.</summary>
public class BrevException : Exception
{
    /// <summary>Creates the exception.</summary>
    public BrevException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the request of the call has certainly never left. False says nothing.</summary>
    internal bool WasNeverSent { get; set; }

    /// <summary>Whether the same call may succeed later without any change by the caller.</summary>
    public virtual bool IsTransient => false;
}
