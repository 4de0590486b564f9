using System.Net;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>Speaks HTTP/2 without TLS, over as many connections as the calls that are open need.</summary>
internal sealed class Http2Transport()
    : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, EnableMultipleHttp2Connections = true })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return base.SendAsync(request, cancellationToken);
    }
}
