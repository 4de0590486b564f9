namespace Brev.Sdk.Http;

/// <summary>
/// Holds the answer that a caller asked to see. It travels with the caller's own flow of control, so calls beside it do not meet.
/// </summary>
internal sealed class ResponseCapture
{
    /// <summary>The last answer of success.</summary>
    public BrevResponse? Response { get; set; }
}
