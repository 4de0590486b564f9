using System.Net.Http.Headers;
using Brev.Sdk.Authentication;
using Refit;

namespace Brev.Sdk.Errors;

/// <summary>Makes the exceptions of a call out of what Refit hands over, so that no Refit type reaches a user's <see langword="catch"/>.</summary>
internal sealed class ApiExceptionFactory(TimeProvider timeProvider)
{
    private static readonly string[] RequestIdHeaders = ["X-Request-Id", "Request-Id", "X-Amzn-RequestId", "X-Amzn-Trace-Id", "X-Correlation-Id", "CF-Ray"];

    /// <summary>For an answer outside 2xx; <see langword="null"/> for the others.</summary>
    public async ValueTask<Exception?> FromResponseAsync(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return IsForeignPage(response) ? await FromUnreadableBodyAsync(response, "a web page").ConfigureAwait(false)
                : FindUnanswered(response) is { } endpoint ? FromEmptyBody(endpoint)
                : null;
        }

        var failure = Describe(response);
        var body = ApiErrorBodyReader.Read(await ReadBodyAsync(response).ConfigureAwait(false));
        var kind = ApiErrorClassifier.Classify(failure.StatusCode, body);
        return new BrevApiException(failure, body, kind, ApiErrorMessage.ForStatus(failure, body, kind), null);
    }

    /// <summary>For a 2xx whose body cannot be read as the operation's result.</summary>
    public async ValueTask<Exception?> FromUnreadableBodyAsync(HttpResponseMessage response, Exception exception) =>
        FindOwn(exception) is { } own
            ? own
            : await FromUnreadableBodyAsync(response, SecretRedactor.Redact(FirstSentence(exception.Message)), exception).ConfigureAwait(false);

    /// <summary>No operation of the document answers with a web page: one that comes with a success is from a portal or a proxy, and nothing has been done.</summary>
    private static bool IsForeignPage(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) == true && EndpointCatalog.Find(response.RequestMessage) is not null;

    /// <summary>
    /// The operation that should have answered with a list or a map and sent no byte: a proxy's doing, which must not look like a list
    /// without items. Refit reads it as it reads the JSON value null, which is one.
    /// </summary>
    private static ApiEndpoint? FindUnanswered(HttpResponseMessage response) =>
        (response.StatusCode == System.Net.HttpStatusCode.NoContent || response.Content.Headers.ContentLength == 0)
            && EndpointCatalog.Find(response.RequestMessage) is { MustAnswerCollection: true } endpoint
            ? endpoint
            : null;

    private async ValueTask<BrevApiException> FromUnreadableBodyAsync(HttpResponseMessage response, string reason, Exception? exception = null)
    {
        var failure = Describe(response);
        var body = ApiErrorBodyReader.Read(await ReadBodyAsync(response).ConfigureAwait(false));
        return new BrevApiException(failure, body, ApiErrorKind.None, ApiErrorMessage.ForUnreadableBody(failure, body, reason), exception);
    }

    /// <summary>For a call that got no answer. What the SDK threw itself, and cancellation, pass as they are.</summary>
    public static Exception FromTransport(HttpRequestMessage request, Exception exception) =>
        exception is BrevException or OperationCanceledException or ObjectDisposedException
            ? exception
            : FindOwn(exception) ?? ConnectionFailure.Create(request, exception);

    public static Exception FromEmptyBody(ApiEndpoint endpoint)
    {
        var failure = new ApiFailure(System.Net.HttpStatusCode.OK, endpoint.OperationId, endpoint.Method.Method, endpoint.RouteTemplate);
        return new BrevApiException(failure, ApiErrorBody.Empty, ApiErrorKind.None, ApiErrorMessage.ForEmptyBody(endpoint), null);
    }

    public ApiFailure Describe(HttpResponseMessage response)
    {
        var request = response.RequestMessage;
        return new ApiFailure(
            response.StatusCode,
            EndpointCatalog.Find(request)?.OperationId,
            request?.Method.Method ?? "",
            SecretRedactor.Redact(request?.RequestUri?.AbsolutePath ?? ""),
            response.Content.Headers.ContentType?.MediaType,
            FindRequestId(response.Headers),
            RetryAfterHeader.Read(response, timeProvider),
            RenewalNote.Read(request));
    }

    /// <summary>The body may be gone already, when the connection broke: an error about an error must not hide the first one.</summary>
    private static async ValueTask<string?> ReadBodyAsync(HttpResponseMessage response)
    {
        try
        {
            return await RequestSecrets.MaskAsync(await response.Content.ReadAsStringAsync().ConfigureAwait(false), response.RequestMessage).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidOperationException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static string? FindRequestId(HttpResponseHeaders headers)
    {
        foreach (var name in RequestIdHeaders)
        {
            if (headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { Length: > 0 and <= 200 } value)
            {
                return value;
            }
        }

        return null;
    }

    private static BrevException? FindOwn(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is BrevException own)
            {
                return own;
            }
        }

        return null;
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf('\n', StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).Trim().TrimEnd('.');
    }
}
