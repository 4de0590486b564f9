namespace Brev.Sdk;

/// <summary>
/// There is no credential that Brev accepts, and none can be had without a person: the message says which places were looked in
/// and what to do, which is to run <c>brev login</c>, to sign in through <c>BrevLogin</c>, or to give the client an API key.
/// </summary>
public sealed class BrevLoginRequiredException : BrevException
{
    /// <summary>Creates the exception.</summary>
    public BrevLoginRequiredException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether there was a login, which cannot be used any more; false when there was none.</summary>
    internal bool HasLoginEnded { get; init; }
}
