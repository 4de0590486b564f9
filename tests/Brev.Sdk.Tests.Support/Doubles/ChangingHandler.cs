namespace Brev.Sdk.Tests.Doubles;

/// <summary>A transport of an application's own that changes each request on its way.</summary>
public sealed class ChangingHandler(Action<HttpRequestMessage> change) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        change(request);
        return base.SendAsync(request, cancellationToken);
    }
}
