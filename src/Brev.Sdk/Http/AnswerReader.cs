using System.Runtime.CompilerServices;
using Brev.Sdk.Connections;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Http;

/// <summary>
/// Reads the answer to an attempt to its end, so that it can be read more than once and a cut connection shows, but never more of it than
/// the client takes. The bounds hold after decompression.
/// </summary>
internal sealed class AnswerReader(long largestAnswer, ApiExceptionFactory exceptions)
{
    /// <summary>
    /// Reads an answer that has an end: those of the document's operations, and text. Not one about the token, which may be thrown away
    /// unread: what hangs there must not stand in the way of the refresh.
    /// </summary>
    /// <exception cref="BrevApiException">The body of a success is larger than the client takes.</exception>
    public ValueTask ReadAsync(HttpResponseMessage response, ApiEndpoint? endpoint, CancellationToken cancellationToken)
    {
        var isLeft = CallAuthentication.IsDenial(response)
            || response.Content.Headers.ContentLength == 0
            || (endpoint is null && response.IsSuccessStatusCode && !IsText(response.Content.Headers.ContentType?.MediaType));
        return isLeft ? ValueTask.CompletedTask : FillAsync(response, endpoint, cancellationToken);
    }

    /// <summary>Reads a success as a whole, and the beginning of an error.</summary>
    /// <exception cref="BrevApiException">The body of a success is larger than the client takes.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FillAsync(HttpResponseMessage response, ApiEndpoint? endpoint, CancellationToken cancellationToken)
    {
        try
        {
            var body = response.IsSuccessStatusCode
                ? await ReadWholeAsync(response, cancellationToken).ConfigureAwait(false)
                : await ReadBeginningAsync(response, cancellationToken).ConfigureAwait(false);
            response.Content = endpoint is not null && EndpointCatalog.IsOfClient(response.RequestMessage)
                ? new AnswerContent(response.Content, body)
                : Readable(response.Content, body);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A download or a stream of events has no natural end, so an application that asks for one reads it as it comes. What does not say
    /// what it is, is no download.
    /// </summary>
    private static bool IsText(string? mediaType) =>
        mediaType is null
        || ((mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
                || mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            && !mediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)
            && !mediaType.Contains("ndjson", StringComparison.OrdinalIgnoreCase));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AnswerSink> ReadWholeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var announced = response.Content.Headers.ContentLength ?? 0;
        if (announced > largestAnswer)
        {
            throw exceptions.FromOversizedBody(response, largestAnswer);
        }

        var body = new AnswerSink((int)announced, (int)largestAnswer);
        try
        {
            await response.Content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
            return body;
        }
        catch (AnswerSink.FullException)
        {
            throw exceptions.FromOversizedBody(response, largestAnswer);
        }
    }

    /// <summary>An error waits for no body that heeds no cancellation.</summary>
    private static async ValueTask<AnswerSink> ReadBeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var announced = Math.Min(response.Content.Headers.ContentLength ?? 0, ErrorAnswer.LargestBody);
        var body = new AnswerSink((int)announced, ErrorAnswer.LargestBody);
        try
        {
            var copying = response.Content.CopyToAsync(body, cancellationToken);
            await (copying.IsCompleted ? copying : copying.WaitDetachedAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (AnswerSink.FullException)
        {
            // The rest is not wanted, and neither is the connection that it would come over.
            response.Content.Dispose();
        }

        return body;
    }

    /// <summary>For an application that looks at the answer itself. The length that was sent is that of the bytes on the wire.</summary>
    private static ByteArrayContent Readable(HttpContent source, AnswerSink body)
    {
        var content = new ByteArrayContent(body.Bytes.ToArray());
        foreach (var (name, values) in source.Headers.NonValidated)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        body.Release();
        source.Dispose();
        return content;
    }
}
