using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using Polly;

namespace Brev.Sdk.Http;

/// <summary>
/// Sends a call again after a transient failure, when the call is safe to repeat. It sits below authentication, so that a rejected
/// token is never retried here, and it reads the whole answer, so that a connection that breaks in the middle of one counts as a failure.
/// </summary>
internal sealed class RetryHandler(HttpMessageHandler inner, ResiliencePipeline<HttpResponseMessage> retries, ResponseBuffer buffer, ILogger logger)
    : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoint = EndpointCatalog.Find(request);
        if (!IsRepeatSafe(request, endpoint))
        {
            return await SendOnceAsync(request, endpoint, cancellationToken).ConfigureAwait(false);
        }

        var response = await retries.ExecuteAsync(
            static (state, token) => new ValueTask<HttpResponseMessage>(state.Handler.SendOnceAsync(state.Request, state.Endpoint, token)),
            (Handler: this, Request: request, Endpoint: endpoint),
            cancellationToken).ConfigureAwait(false);
        return endpoint is { IsRemoval: true } && UnclearAttempt.IsNoted(request) && await IsGoneAsync(response).ConfigureAwait(false)
            ? Removed(endpoint, response) : response;
    }

    /// <summary>Outside the document only HTTP's own promise holds, and content of unknown kind may not be there for a second time.</summary>
    private static bool IsRepeatSafe(HttpRequestMessage request, ApiEndpoint? endpoint) =>
        endpoint?.IsRepeatSafe ?? (request.Content is null && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head));

    /// <summary>Said by the API itself: a web page of this status comes from a gateway that does not know.</summary>
    private static async ValueTask<bool> IsGoneAsync(HttpResponseMessage response) =>
        !response.IsSuccessStatusCode
        && response.Content.Headers.ContentType?.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) != true
        && (await ApiErrorClassifier.ClassifyAsync(response).ConfigureAwait(false)).HasFlag(ApiErrorKind.NotFound);

    /// <summary>
    /// An attempt that the SDK repeated had no clear answer, and now the thing is gone, which is what the caller asked for. The caller, who sent one call, sees
    /// one success.
    /// </summary>
    private HttpResponseMessage Removed(ApiEndpoint endpoint, HttpResponseMessage gone)
    {
        var status = (int)gone.StatusCode;
        Say.Quietly(() => Log.RemovalConfirmed(logger, endpoint.OperationId, status));
        using (gone)
        {
            var done = new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = gone.RequestMessage,
                Version = gone.Version,
                Content = new StringContent("{}", Encoding.UTF8, "application/json"),
            };
            foreach (var (name, values) in gone.Headers.NonValidated)
            {
                done.Headers.TryAddWithoutValidation(name, values);
            }

            return done;
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, ApiEndpoint? endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            UnclearAttempt.NoteIfUnclear(request, response.StatusCode);
            await ReadAsync(response, endpoint, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            UnclearAttempt.NoteIfUnclear(request, exception);
            throw;
        }
    }

    /// <summary>
    /// An application's own interface may stream its answer; only answers that the SDK reads itself are read here. Not those about the token, which may be
    /// thrown away unread: what hangs there must not stand in the way of the refresh.
    /// </summary>
    private async ValueTask ReadAsync(HttpResponseMessage response, ApiEndpoint? endpoint, CancellationToken cancellationToken)
    {
        if (BearerTokenHandler.IsRejection(response))
        {
            return;
        }

        if (endpoint is null && response.IsSuccessStatusCode)
        {
            buffer.Bound(response);
            return;
        }

        await buffer.FillAsync(response, cancellationToken).ConfigureAwait(false);
    }
}
