using System.Net.Http.Headers;
using Brev.Sdk.Authentication;
using Brev.Sdk.Errors;
using Brev.Sdk.Http;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>The handler of a call alone, over a transport of the test's choice, without retries.</summary>
internal static class HandlerStage
{
    public static HttpClient CreateHandlerClient(this AuthenticationStage stage, BrevCredential credential, HttpMessageHandler transport) =>
        new(CreateHandler(transport, credential, stage.Api.Address, stage.Log));

    public static HttpMessageHandler CreateHandler(HttpMessageHandler transport, BrevCredential credential, Uri endpoint, ILogger logger) =>
        CreateHandler(transport, credential, endpoint, logger, Timeout.InfiniteTimeSpan, TimeProvider.System);

    public static HttpMessageHandler CreateHandler(
        HttpMessageHandler transport, BrevCredential credential, Uri endpoint, ILogger logger, TimeSpan limit, TimeProvider clock) =>
            new CallHandler(
        transport,
        new CallAuthentication(credential, endpoint, logger),
        new CallRepetition(() => RetryPolicy.Create(0, limit, clock, static _ => { }), logger),
        new AnswerReader(1024 * 1024, new ApiExceptionFactory(clock, static () => false)),
        new ResponseCaptures(),
        new CallTimers(limit, clock, mayBeKept: true),
        clock);

    /// <summary>A request that asks for a token.</summary>
    public static HttpRequestMessage Marked(HttpMethod method, Uri address) =>
        new(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer") } };
}
