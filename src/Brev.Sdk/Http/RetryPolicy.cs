using System.Net;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Errors;
using Polly;
using Polly.Retry;

namespace Brev.Sdk.Http;

/// <summary>When and after how long a call that is safe to repeat is sent again.</summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(8);

    public static ResiliencePipeline<HttpResponseMessage> Create(
        int maximumRetries, TimeSpan requestTimeout, TimeProvider timeProvider, Action<RetryNotice> notify)
    {
        if (maximumRetries == 0)
        {
            return ResiliencePipeline<HttpResponseMessage>.Empty;
        }

        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = timeProvider };
        return builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = maximumRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstDelay,
            MaxDelay = LongestDelay,
            ShouldHandle = async arguments => await IsTransientAsync(arguments.Outcome).ConfigureAwait(false)
                && (Requested(arguments.Outcome, timeProvider) is not { } wait
                    || Fits(wait, arguments.Outcome.Result!.RequestMessage, requestTimeout)),
            DelayGenerator = arguments => new ValueTask<TimeSpan?>(Requested(arguments.Outcome, timeProvider)),
            OnRetry = arguments =>
            {
                notify(new RetryNotice(
                    arguments.Outcome.Result?.RequestMessage, arguments.Outcome.Result?.StatusCode, arguments.Outcome.Exception,
                    arguments.AttemptNumber + 1, arguments.RetryDelay));
                arguments.Outcome.Result?.Dispose();
                return ValueTask.CompletedTask;
            },
        }).Build();
    }

    /// <summary>Some carry a caller's mistake inside, or what only a person can change: then the body says so.</summary>
    public static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>A wait that the call's time limit would cut short only hides the server's answer behind a timeout.</summary>
    private static bool Fits(TimeSpan wait, HttpRequestMessage? request, TimeSpan requestTimeout)
    {
        var limit = request is null ? requestTimeout : CallTimeLimit.Of(EndpointCatalog.Find(request), requestTimeout);
        return limit == Timeout.InfiniteTimeSpan ? wait <= TimeSpan.FromMinutes(5) : wait < limit / 2;
    }

    private static TimeSpan? Requested(Outcome<HttpResponseMessage> outcome, TimeProvider timeProvider) =>
        outcome.Result is { } response ? RetryAfterHeader.Read(response, timeProvider) : null;

    private static async ValueTask<bool> IsTransientAsync(Outcome<HttpResponseMessage> outcome)
    {
        if (outcome.Exception is { } exception)
        {
            return exception is HttpRequestException or IOException;
        }

        return outcome.Result is { } response && IsPassing(response.StatusCode)
            && await ErrorAnswer.IsTransientAsync(response).ConfigureAwait(false);
    }
}
