using System.Net.Sockets;
using System.Security.Authentication;
using Brev.Sdk.Authentication;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Errors;
using Refit;

namespace Brev.Sdk.Http;

/// <summary>
/// Makes the exceptions of a call out of what Refit hands over, so that no Refit type reaches a user's <see langword="catch"/>.
/// </summary>
internal sealed class ApiExceptionFactory(TimeProvider timeProvider, Func<bool> isDisposed)
{
    /// <summary>For an answer outside 2xx; <see langword="null"/> for the others.</summary>
    public async ValueTask<Exception?> FromResponseAsync(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return IsForeignPage(response) ? await FromUnreadableBodyAsync(response, "a web page").ConfigureAwait(false)
                : FindUnanswered(response) is { } endpoint ? Failed(response, FromEmptyBody(endpoint, Describe(response)))
                : null;
        }

        var failure = Describe(response);
        var body = await ReadBodyAsync(response).ConfigureAwait(false);
        return Failed(response, new BrevApiException(failure, body));
    }

    /// <summary>For a 2xx whose body cannot be read as the operation's result.</summary>
    public async ValueTask<Exception?> FromUnreadableBodyAsync(HttpResponseMessage response, Exception exception) =>
        FindOwn(exception) is { } own
            ? own
            : await FromUnreadableBodyAsync(response, SecretRedactor.Redact(FirstSentence(exception.Message)), exception)
                .ConfigureAwait(false);

    /// <summary>
    /// No operation of the document answers with a web page: one that comes with a success is from a portal or a proxy, and nothing has
    /// been done.
    /// </summary>
    private static bool IsForeignPage(HttpResponseMessage response) =>
        AnswerContent.TypeOf(response.Content)?.Contains("html", StringComparison.OrdinalIgnoreCase) == true
            && EndpointCatalog.Find(response.RequestMessage) is not null;

    /// <summary>
    /// The operation that should have answered with something and sent nothing. No byte is a proxy's doing, and must not look like a list
    /// without items, as which Refit reads it; the JSON value null is such a list, and no object.
    /// </summary>
    private static ApiEndpoint? FindUnanswered(HttpResponseMessage response)
    {
        var isEmpty = response.StatusCode == System.Net.HttpStatusCode.NoContent || AnswerContent.IsEmpty(response.Content);
        return (isEmpty || AnswerContent.IsNull(response.Content))
            && EndpointCatalog.Find(response.RequestMessage) is { } endpoint
            && (endpoint.MustAnswerValue || (isEmpty && endpoint.MustAnswerCollection))
            ? endpoint
            : null;
    }

    private async ValueTask<BrevApiException> FromUnreadableBodyAsync(
        HttpResponseMessage response, string reason, Exception? exception = null)
    {
        var failure = Describe(response);
        var body = await ReadBodyAsync(response).ConfigureAwait(false);
        return Failed(response, body.Excerpt.Length == 0 && EndpointCatalog.Find(response.RequestMessage) is { } endpoint
            ? FromEmptyBody(endpoint, failure)
            : new BrevApiException(failure, body, ApiErrorMessage.ForUnreadableBody(failure, body, reason), exception));
    }

    /// <summary>The trace of the call says so too, and the body is not needed any more.</summary>
    private static BrevApiException Failed(HttpResponseMessage response, BrevApiException exception)
    {
        (response.Content as AnswerContent)?.Fail(exception);
        return exception;
    }

    /// <summary>For a success whose body is larger than the client takes.</summary>
    public BrevApiException FromOversizedBody(HttpResponseMessage response, long limit)
    {
        var failure = Describe(response);
        return new BrevApiException(failure, ApiErrorBody.Empty, ApiErrorMessage.ForOversizedBody(failure, limit));
    }

    /// <summary>For a call that got no answer. What the SDK threw itself, and cancellation, pass as they are.</summary>
    public Exception FromTransport(HttpRequestMessage request, Exception exception, CancellationToken cancellationToken)
    {
        if (FindOwn(exception) is { } own)
        {
            return own;
        }

        // Disposing the client cancels what is under way and closes the transport: the reason is the client, whatever breaks first.
        return exception switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested => exception,
            _ when isDisposed() =>
                new ObjectDisposedException(
                    typeof(BrevClient).FullName,
                    "The client has been disposed, so it sends no more calls. Keep one client for as long as the application makes calls."),
            OperationCanceledException or ObjectDisposedException => exception,
            UriFormatException => WrongAddress(request, exception),
            HttpRequestException or IOException or SocketException or AuthenticationException or TimeoutException =>
                ConnectionFailure.Create(request, exception),
            _ => Foreign(request, exception),
        };
    }

    /// <summary>Neither the network nor the SDK fails like this; what an application has put into the chain does.</summary>
    private static BrevException Foreign(HttpRequestMessage request, Exception exception) => new(
        $"{EndpointCatalog.Find(request)?.OperationId ?? "A call"} was not completed: a handler or the transport that the application has "
            + $"set failed ({exception.GetType().Name}: {SecretRedactor.Redact(exception.Message).TrimEnd('.')}). See the inner exception.",
        exception);

    private static BrevConfigurationException WrongAddress(HttpRequestMessage request, Exception exception) => new(
        $"{EndpointCatalog.Find(request)?.OperationId ?? "A call"} was not sent: the path and the configured endpoint make no address "
            + $"together ({SecretRedactor.Redact(exception.Message).TrimEnd('.')}). A path that begins with two slashes reads as another "
            + "host; check the route and what is put into it.",
        exception) { WasNeverSent = true };

    /// <summary>For a success that was a text without a character, when nothing but the operation is known any more.</summary>
    public static BrevApiException FromEmptyText(ApiEndpoint endpoint) =>
        FromEmptyBody(endpoint, new ApiFailure(
            System.Net.HttpStatusCode.OK, endpoint.OperationId, endpoint.Method.Method, endpoint.RouteTemplate));

    private static BrevApiException FromEmptyBody(ApiEndpoint endpoint, ApiFailure failure) =>
        new(failure, ApiErrorBody.Empty, ApiErrorMessage.ForEmptyBody(endpoint, failure));

    public ApiFailure Describe(HttpResponseMessage response)
    {
        var request = response.RequestMessage;
        return new ApiFailure(
            response.StatusCode,
            EndpointCatalog.Find(request)?.OperationId,
            request?.Method.Method ?? "",
            SecretRedactor.Redact(request?.RequestUri?.AbsolutePath ?? ""),
            AnswerContent.HeadersOf(response.Content).ContentType?.MediaType,
            RequestIdHeader.Find(response.Headers),
            RetryAfterHeader.Read(response, timeProvider),
            RefreshFailureNote.Read(request))
        {
            IsAnonymous = request is { Headers.Authorization: null },
            HasUnclearAttempt = UnclearAttempt.IsNoted(request),
        };
    }

    private static async ValueTask<ApiErrorBody> ReadBodyAsync(HttpResponseMessage response)
    {
        var text = await ErrorAnswer.ReadTextAsync(response.Content).ConfigureAwait(false);
        return string.IsNullOrEmpty(text)
            ? ApiErrorBody.Empty
            : ApiErrorBodyReader.Read(text, await RequestSecrets.FindAsync(response.RequestMessage).ConfigureAwait(false));
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
