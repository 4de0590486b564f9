using Polly;

namespace Brev.Sdk.Http;

/// <summary>
/// Sends a call again after a transient failure, when the call is safe to repeat. It sits below authentication, so that a rejected
/// token is never retried here, and it reads the whole answer, so that a connection that breaks in the middle of one counts as a failure.
/// </summary>
internal sealed class RetryHandler(HttpMessageHandler inner, ResiliencePipeline<HttpResponseMessage> retries) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoint = EndpointCatalog.Find(request);
        if (!IsRepeatSafe(request, endpoint))
        {
            return await SendOnceAsync(request, endpoint, cancellationToken).ConfigureAwait(false);
        }

        return await retries.ExecuteAsync(
            static (state, token) => new ValueTask<HttpResponseMessage>(state.Handler.SendOnceAsync(state.Request, state.Endpoint, token)),
            (Handler: this, Request: request, Endpoint: endpoint),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Outside the document only HTTP's own promise holds, and content of unknown kind may not be there for a second time.</summary>
    private static bool IsRepeatSafe(HttpRequestMessage request, ApiEndpoint? endpoint) =>
        endpoint?.IsRepeatSafe ?? (request.Content is null && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head));

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, ApiEndpoint? endpoint, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        // An application's own interface may stream its answer; only answers that the SDK reads itself are read here. Not those about the token, which may be
        // thrown away unread: what hangs there must not stand in the way of the renewal.
        if (!AuthenticationHandler.IsRejection(response) && (endpoint is not null || !response.IsSuccessStatusCode))
        {
            await ResponseBuffer.FillAsync(response, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }
}
