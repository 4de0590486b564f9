using System.Net;

namespace Brev.Sdk.Benchmarks;

/// <summary>Answers after a turn of the scheduler, as a socket would, and without the noise of one.</summary>
internal sealed class SwiftServer : HttpMessageHandler
{
    private readonly HttpResponseMessage _answer = new(HttpStatusCode.OK);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return _answer;
    }
}
