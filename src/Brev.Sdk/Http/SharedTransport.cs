namespace Brev.Sdk.Http;

/// <summary>
/// Lets several clients send through one transport: disposing a client must not close it for the others, or for the caller who owns it.
/// Nothing is sent synchronously: such a call would pass authentication by and leave without a token.
/// </summary>
internal sealed class SharedTransport(HttpMessageHandler transport) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _invoker = new(transport, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invoker.SendAsync(request, cancellationToken);
}
