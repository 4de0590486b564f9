namespace Brev.Sdk.Soak;

/// <summary>Tells the identity provider of the test which of the processes is asking.</summary>
internal sealed class SlotHandler(string slot) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("x-slot", slot);
        return base.SendAsync(request, cancellationToken);
    }
}
