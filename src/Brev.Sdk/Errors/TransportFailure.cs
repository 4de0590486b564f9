namespace Brev.Sdk.Errors;

/// <summary>What a transport throws when a request gets no answer.</summary>
internal static class TransportFailure
{
    /// <summary>What fails before a byte of the request has left.</summary>
    private static readonly HttpRequestError[] BeforeSending =
    [
        HttpRequestError.NameResolutionError, HttpRequestError.ConnectionError,
        HttpRequestError.SecureConnectionError, HttpRequestError.ProxyTunnelError,
    ];

    /// <summary>
    /// Whether an exception is one. A cancellation is one too, unless it is the caller's or that of the call's time limit: .NET's transport
    /// cancels a request by itself when no connection comes about within its <c>ConnectTimeout</c>.
    /// </summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="cancellationToken">What the request was sent with.</param>
    public static bool Is(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>The failure in the words of all others: a cancellation by the transport reads as the error that it stands for.</summary>
    public static Exception Read(Exception exception) => exception switch
    {
        OperationCanceledException when IsConnectTimeout(exception) => new HttpRequestException(
            HttpRequestError.ConnectionError, "No connection could be established in time.", exception),
        OperationCanceledException => new HttpRequestException("The transport gave the request up.", exception),
        _ => exception,
    };

    /// <summary>Whether the request never left.</summary>
    public static bool IsBeforeSending(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is HttpRequestException { HttpRequestError: var error } && BeforeSending.Contains(error))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The limit for connecting ends a request as any other limit inside a transport does, so that only the text tells it. A limit of a
    /// handler of the application's, which can pass after the request has left, must not be taken for it.
    /// </summary>
    private static bool IsConnectTimeout(Exception exception) =>
        exception.InnerException is TimeoutException { InnerException: not OperationCanceledException } limit
        && limit.Message.Contains("connect", StringComparison.OrdinalIgnoreCase);
}
