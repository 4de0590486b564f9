using System.Net;

namespace Brev.Sdk.Tests.Http;

/// <summary>Gives its rejection back when the time of the call is up, as one does that has waited for a newer token until then.</summary>
internal sealed class LateRejectionHandler(HttpContent content) : HttpMessageHandler
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Waiting => _waiting.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.UnsafeRegister(_ => ended.SetResult(), null);
        _waiting.SetResult();
        await ended.Task;
        return new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = content, RequestMessage = request };
    }
}
