using System.Diagnostics;

namespace Brev.Sdk.Http;

/// <summary>
/// The outermost handler: it gives a call its time limit and turns what goes wrong without an answer into the SDK's exceptions.
/// </summary>
internal sealed class CallHandler(HttpMessageHandler inner, ResponseBuffer buffer, ResponseCaptures captures, TimeSpan timeout, TimeProvider timeProvider)
    : DelegatingHandler(inner)
{
    private static readonly TimeSpan TimeToReadRejection = TimeSpan.FromSeconds(1);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        captures.IsWanted ? SendCapturedAsync(request, cancellationToken) : SendOneAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendCapturedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendOneAsync(request, cancellationToken).ConfigureAwait(false);
        await captures.TakeAsync(response).ConfigureAwait(false);
        return response;
    }

    private Task<HttpResponseMessage> SendOneAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        BrevTelemetry.IsTraced ? SendTracedAsync(request, cancellationToken) : SendInTimeAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendTracedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var activity = BrevTelemetry.StartCall(request);
        try
        {
            var response = await SendInTimeAsync(request, cancellationToken).ConfigureAwait(false);
            BrevTelemetry.EndCall(activity, response);
            EndWhenRead(activity, response);
            return response;
        }
        catch (Exception exception)
        {
            BrevTelemetry.EndCall(activity, exception);
            activity?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The SDK reads and disposes an answer of the document's operations; when an application's own is read, only the application knows.
    /// </summary>
    private static void EndWhenRead(Activity? activity, HttpResponseMessage response)
    {
        if (activity is not null && response.IsSuccessStatusCode && EndpointCatalog.Find(response.RequestMessage) is not null)
        {
            response.Content = new TracedContent(response.Content, activity);
        }
        else
        {
            activity?.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendInTimeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var time = CallTimeLimit.Of(request, timeout);
        using var limit = new CancellationTokenSource(time, timeProvider);
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
        try
        {
            var response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);
            return BearerTokenHandler.IsRejection(response)
                ? await FillRejectionAsync(response, limit, cancellationToken).ConfigureAwait(false)
                : response;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw CallTimeout.Create(request, time, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw ConnectionFailure.Create(request, exception);
        }
    }

    /// <summary>
    /// The answer may have waited for a newer token until the time was up. It is still the truth about the call, and its small body is there as a rule.
    /// </summary>
    private async Task<HttpResponseMessage> FillRejectionAsync(HttpResponseMessage response, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            response.Dispose();
            throw new OperationCanceledException(cancellationToken);
        }

        using var grace = limit.IsCancellationRequested ? new CancellationTokenSource(TimeToReadRejection, timeProvider) : null;
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource?)source)?.Cancel(), grace);
        await buffer.FillAsync(response, (grace ?? limit).Token).ConfigureAwait(false);
        return response;
    }
}
