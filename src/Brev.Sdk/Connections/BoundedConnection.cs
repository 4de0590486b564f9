using System.Text.Json.Serialization;
using Brev.Sdk.Errors;
using Refit;

namespace Brev.Sdk.Connections;

/// <summary>
/// A connection to one host for calls that carry secrets outside the pipeline of API calls: each has a time limit, a largest
/// answer and no redirects, and leaves by https only, or by http to this very machine.
/// </summary>
internal sealed class BoundedConnection : IDisposable
{
    private const int LargestAnswer = 4 * 1024 * 1024;

    private readonly Lazy<HttpClient> _http;
    private readonly string _host;
    private readonly TimeSpan _timeLimit;
    private readonly TimeProvider _timeProvider;

    /// <summary>
    /// Looks at what could put secrets at risk. All else is created when it is needed, which most processes never come to.
    /// </summary>
    /// <param name="host">What the host is called in messages.</param>
    /// <param name="endpoint">Its root.</param>
    /// <param name="transport">The caller's handler, which stays the caller's; <see langword="null"/> for one of its own.</param>
    /// <param name="timeLimit">The time for one call, from sending to the last byte of the answer.</param>
    /// <param name="timeProvider">The clock of the time limit.</param>
    /// <exception cref="BrevConfigurationException">The endpoint or the handler would put secrets at risk.</exception>
    public BoundedConnection(
        string host, Uri endpoint, HttpMessageHandler? transport, TimeSpan timeLimit, TimeProvider timeProvider)
    {
        TransportRules.Check(host, endpoint, transport);
        _host = host;
        _timeLimit = timeLimit;
        _timeProvider = timeProvider;
        _http = new(() => new HttpClient(transport ?? TransportRules.CreateHandler(endpoint), disposeHandler: transport is null)
        {
            BaseAddress = endpoint,
            Timeout = Timeout.InfiniteTimeSpan,
        });
    }

    /// <summary>The implementation of a Refit interface over this connection.</summary>
    /// <param name="json">How bodies are written.</param>
    public T Bind<T>(JsonSerializerContext json)
        where T : class => RestService.ForGenerated<T>(_http.Value, RefitSettings.ForJsonContext(json));

    /// <summary>Makes one call and reads its answer, whatever its status.</summary>
    /// <exception cref="BrevConnectionException">No answer came, or none that can be read.</exception>
    /// <exception cref="BrevTimeoutException">The time limit passed first.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<BoundedAnswer> SendAsync(Func<CancellationToken, Task<HttpResponseMessage>> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_timeLimit, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ExchangeAsync(call, either.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw limit.IsCancellationRequested
                ? new BrevTimeoutException($"{_host} did not answer within {_timeLimit.TotalSeconds:0.###} seconds.", _timeLimit)
                : Unreachable(exception);
        }
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private async Task<BoundedAnswer> ExchangeAsync(
        Func<CancellationToken, Task<HttpResponseMessage>> call, CancellationToken cancellationToken)
    {
        // A handler of the caller's, or a body that never ends, may not heed the cancellation.
        using var response = await DetachedWait.RunAsync(() => call(cancellationToken), cancellationToken).ConfigureAwait(false);
#if NET9_0_OR_GREATER
        var reading = response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
#else
        var reading = response.Content.LoadIntoBufferAsync(LargestAnswer);
#endif
        await reading.WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return new BoundedAnswer(response.StatusCode, RetryAfterHeader.Read(response, _timeProvider), body);
    }

    private BrevConnectionException Unreachable(Exception exception)
    {
        // Refit wraps what the transport throws, together with the request and its secret headers: only the core goes on.
        var cause = TransportFailure.Read(exception is ApiExceptionBase { InnerException: { } core } ? core : exception);
        return cause switch
        {
            HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http =>
                new($"{_host} could not be reached: {http.HttpRequestError}.", http),
            HttpRequestException or IOException => new($"{_host} could not be reached.", cause),
            _ => new($"{_host} could not be reached: {cause.GetType().Name}."),
        };
    }
}
