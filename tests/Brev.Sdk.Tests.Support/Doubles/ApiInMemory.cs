using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Brev.Sdk.Tests.Doubles;

/// <summary>An API without sockets, for more requests at a time than a machine has ports.</summary>
public sealed class ApiInMemory(Func<HttpRequestMessage, Task<HttpStatusCode>> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<string> _authorizations = new();

    public IReadOnlyList<string> Authorizations => [.. _authorizations];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _authorizations.Enqueue(request.Headers.Authorization!.ToString());
        return new HttpResponseMessage(await answer(request))
        {
            RequestMessage = request,
            Content = new StringContent("[]", Encoding.UTF8, "application/json"),
        };
    }
}
