using System.Net;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Errors;
using Polly;

namespace Brev.Sdk.Http;

/// <summary>
/// Everything that the SDK does for a call, in one pass: time limit, token, sending, reading. What is out of the ordinary (a failure, a
/// status about the token or the state of the server) goes on in <see cref="FinishAsync"/>, where the rules about repeating and resending
/// stand; any other answer does not come there.
/// </summary>
internal sealed class CallHandler(
    HttpMessageHandler inner,
    CallAuthentication authentication,
    CallRepetition repetition,
    AnswerReader answers,
    ResponseCaptures captures,
    CallTimers timers,
    TimeProvider timeProvider)
    : DelegatingHandler(inner)
{
    private static readonly TimeSpan TimeToReadDenial = TimeSpan.FromSeconds(1);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        captures.IsWanted || BrevTelemetry.IsTraced
            ? SendObservedAsync(request, cancellationToken)
            : SendInTimeAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendObservedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var activity = BrevTelemetry.StartCall(request);
        try
        {
            var response = await SendInTimeAsync(request, cancellationToken).ConfigureAwait(false);
            BrevTelemetry.EndCall(activity, response);
            await captures.TakeAsync(response).ConfigureAwait(false);
            if (response is { IsSuccessStatusCode: true, Content: AnswerContent answer })
            {
                answer.EndWhenRead(activity);
            }
            else
            {
                // The SDK reads and disposes the answers of the document's operations; when an application's own is read, only the
                // application knows.
                activity?.Dispose();
            }

            return response;
        }
        catch (Exception exception)
        {
            BrevTelemetry.EndCall(activity, exception);
            activity?.Dispose();
            throw;
        }
    }

    /// <summary>The usual case is one asynchronous method, whose state is the one object that it adds to a call.</summary>
    /// <remarks>
    /// The request that answers are judged by is the call's own: a transport may leave it out, and a handler may have sent a copy that does
    /// not know the operation.
    /// </remarks>
    private async Task<HttpResponseMessage> SendInTimeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoint = EndpointCatalog.Find(request);
        var limit = timers.Start(endpoint);
        var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
        try
        {
            var token = CallAuthentication.IsAskedFor(request)
                ? await authentication.GetTokenAsync(request, limit.Token).ConfigureAwait(false)
                : null;
            var sent = new SentCall(token, request.Method, request.RequestUri, request.Content);
            if (token is not null)
            {
                request.Headers.Authorization = token.Header;
            }

            Outcome<HttpResponseMessage> first;
            try
            {
                var response = await base.SendAsync(request, limit.Token).ConfigureAwait(false);
                response.RequestMessage = request;
                await answers.ReadAsync(response, endpoint, limit.Token).ConfigureAwait(false);
                if (IsLast(response))
                {
                    return response;
                }

                first = Outcome.FromResult(response);
            }
            catch (Exception exception) when (TransportFailure.Is(exception, limit.Token))
            {
                first = Outcome.FromException<HttpResponseMessage>(TransportFailure.Read(exception));
            }

            return await FinishAsync(request, sent, endpoint, first, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested)
        {
            throw CallTimeout.Create(request, timers.LimitOf(endpoint), exception);
        }
        catch (Exception exception) when (TransportFailure.Is(exception, limit.Token))
        {
            throw ConnectionFailure.Create(request, TransportFailure.Read(exception));
        }
        finally
        {
            registration.Dispose();
            timers.Stop(limit);
        }
    }

    /// <summary>A success, or a refusal of what was asked for: no other token and no other moment would change it.</summary>
    private static bool IsLast(HttpResponseMessage response) =>
        (int)response.StatusCode < 500
        && !CallAuthentication.IsDenial(response)
        && response.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    /// <summary>
    /// The slow path. First the attempt is repeated, if that is safe and may help. Then a token that was denied is answered by exactly
    /// one call more, with another token; that call may be repeated as well. Authentication stands outside of repeating: a denied token
    /// is never repeated, and no repetition multiplies a refresh.
    /// </summary>
    private async Task<HttpResponseMessage> FinishAsync(
        HttpRequestMessage request,
        SentCall sent,
        ApiEndpoint? endpoint,
        Outcome<HttpResponseMessage> first,
        CancellationTokenSource limit,
        CancellationToken cancellationToken)
    {
        var response = await repetition.RepeatAsync(request, endpoint, first, RepeatAsync, limit.Token).ConfigureAwait(false);
        if (await authentication.ReplaceTokenAsync(request, sent, response, limit.Token).ConfigureAwait(false) is { } again)
        {
            sent = again;
            var second = await AttemptAsync(request, endpoint, limit.Token).ConfigureAwait(false);
            response = await repetition.RepeatAsync(request, endpoint, second, RepeatAsync, limit.Token).ConfigureAwait(false);
        }

        return CallAuthentication.IsDenial(response)
            ? await ReadDenialAsync(response, endpoint, limit, cancellationToken).ConfigureAwait(false)
            : response;

        async Task<Outcome<HttpResponseMessage>> RepeatAsync(
            HttpRequestMessage request, ApiEndpoint? endpoint, CancellationToken cancellationToken)
        {
            sent = await authentication.UpdateTokenAsync(request, sent, cancellationToken).ConfigureAwait(false);
            return await AttemptAsync(request, endpoint, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends and reads once, as the usual case does.</summary>
    private async Task<Outcome<HttpResponseMessage>> AttemptAsync(
        HttpRequestMessage request, ApiEndpoint? endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            response.RequestMessage = request;
            await answers.ReadAsync(response, endpoint, cancellationToken).ConfigureAwait(false);
            return Outcome.FromResult(response);
        }
        catch (Exception exception) when (TransportFailure.Is(exception, cancellationToken))
        {
            return Outcome.FromException<HttpResponseMessage>(TransportFailure.Read(exception));
        }
    }

    /// <summary>
    /// The answer may have waited for a newer token until the time was up. It is still the truth about the call, and its small body is
    /// there as a rule.
    /// </summary>
    private async Task<HttpResponseMessage> ReadDenialAsync(
        HttpResponseMessage response, ApiEndpoint? endpoint, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            response.Dispose();
            throw new OperationCanceledException(cancellationToken);
        }

        using var grace = limit.IsCancellationRequested ? new CancellationTokenSource(TimeToReadDenial, timeProvider) : null;
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource?)source)?.Cancel(), grace);
        await answers.FillAsync(response, endpoint, (grace ?? limit).Token).ConfigureAwait(false);
        return response;
    }
}
