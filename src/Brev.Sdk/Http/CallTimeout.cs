using System.Globalization;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Http;

/// <summary>Explains a call that was not complete in time.</summary>
internal static class CallTimeout
{
    public static BrevTimeoutException Create(HttpRequestMessage request, TimeSpan timeout, Exception exception)
    {
        var endpoint = EndpointCatalog.Find(request);
        var operation = endpoint?.OperationId ?? "A call";
        var seconds = timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        if (request.Headers.Authorization is { Parameter: null or "" })
        {
            // The marker still stands where the token belongs: the call has not left, so it has no effect either.
            return new BrevTimeoutException(
                $"{operation} was not sent, because no token could be had within {seconds} seconds: the identity provider, or the store "
                    + "of the login, does not answer. Your login is intact; try again in a moment.", timeout, exception);
        }

        var advice = endpoint is { IsRepeatSafe: false }
            ? "It may have taken effect nevertheless: look for its result before you send it again."
            : $"Try again, or raise {nameof(BrevClientOptions)}.{nameof(BrevClientOptions.RequestTimeout)}.";
        return new BrevTimeoutException(
            $"{operation} had no complete answer from {request.RequestUri?.Authority} within {seconds} seconds, retries included. {advice}",
            timeout,
            exception);
    }
}
