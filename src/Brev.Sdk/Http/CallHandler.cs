namespace Brev.Sdk.Http;

/// <summary>
/// The outermost handler: it gives a call its time limit and turns what goes wrong without an answer into the SDK's exceptions.
/// </summary>
internal sealed class CallHandler(HttpMessageHandler inner, TimeSpan timeout, TimeProvider timeProvider) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        BrevTelemetry.IsTraced ? SendTracedAsync(request, cancellationToken) : SendInTimeAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendTracedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var activity = BrevTelemetry.StartCall(request);
        try
        {
            var response = await SendInTimeAsync(request, cancellationToken).ConfigureAwait(false);
            BrevTelemetry.EndCall(activity, response);
            return response;
        }
        catch (Exception exception)
        {
            BrevTelemetry.EndCall(activity, exception);
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendInTimeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout, timeProvider);
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
        try
        {
            var response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);
            if (AuthenticationHandler.IsRejection(response))
            {
                await ResponseBuffer.FillAsync(response, limit.Token).ConfigureAwait(false);
            }

            return response;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw CallTimeout.Create(request, timeout, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw ConnectionFailure.Create(request, exception);
        }
    }
}
