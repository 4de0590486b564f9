namespace Brev.Sdk.Http;

/// <summary>
/// A call as it was before it was sent. What a transport has put in the place of the content, compressed for one, it would put into itself
/// the second time.
/// </summary>
internal readonly record struct SentCall(BrevAccessToken? Token, HttpMethod Method, Uri? Target, HttpContent? Content)
{
    /// <summary>Makes the message, which a transport may have changed, what it was.</summary>
    public void Restore(HttpRequestMessage request) => (request.Method, request.RequestUri, request.Content) = (Method, Target, Content);
}
