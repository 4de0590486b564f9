using System.Globalization;

namespace Brev.Sdk.Http;

/// <summary>Explains a call that was not complete in time.</summary>
internal static class CallTimeout
{
    public static BrevTimeoutException Create(HttpRequestMessage request, TimeSpan timeout, Exception exception)
    {
        var endpoint = EndpointCatalog.Find(request);
        var operation = endpoint?.OperationId ?? "A call";
        var seconds = timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        var advice = endpoint is { IsRepeatSafe: false }
            ? "It may have taken effect all the same: look for its result before you send it again."
            : $"Try again, or raise {nameof(BrevClientOptions)}.{nameof(BrevClientOptions.RequestTimeout)}.";
        return new BrevTimeoutException(
            $"{operation} had no complete answer from {request.RequestUri?.Authority} within {seconds} seconds, retries included. {advice}", timeout, exception);
    }
}
