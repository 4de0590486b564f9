namespace Brev.Sdk.Http;

/// <summary>
/// Reads an answer to its end, so that it can be read more than once and a cut connection shows, but never more of it than the client takes. The bounds hold
/// after decompression.
/// </summary>
internal sealed class ResponseBuffer(long largestAnswer, ApiExceptionFactory exceptions)
{
    /// <summary>Reads a success as a whole, and the beginning of an error.</summary>
    /// <exception cref="BrevApiException">The body of a success is larger than the client takes.</exception>
    public async Task FillAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await (response.IsSuccessStatusCode ? LoadAsync(response, cancellationToken) : KeepBeginningAsync(response, cancellationToken)).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Bounds a body of text that the application's own interface reads as it comes; a download or a stream of events has no natural end.</summary>
    public void Bound(HttpResponseMessage response)
    {
        if (IsText(response.Content.Headers.ContentType?.MediaType))
        {
            response.Content = new BoundedContent(response.Content, largestAnswer, () => exceptions.FromOversizedBody(response, largestAnswer));
        }
    }

    private static bool IsText(string? mediaType) =>
        mediaType is not null
        && (mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
        && !mediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)
        && !mediaType.Contains("ndjson", StringComparison.OrdinalIgnoreCase);

    private async Task LoadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
#if NET9_0_OR_GREATER
            await response.Content.LoadIntoBufferAsync(largestAnswer, cancellationToken).ConfigureAwait(false);
#else
            await response.Content.LoadIntoBufferAsync(largestAnswer).WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
#endif
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw exceptions.FromOversizedBody(response, largestAnswer);
        }
    }

    private static async Task KeepBeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var whole = response.Content;
        var beginning = new BodyBeginning(ApiErrorText.LargestBody);
        try
        {
            await whole.CopyToAsync(beginning, cancellationToken).WaitDetachedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BodyBeginning.FullException)
        {
            // The rest is not wanted.
        }

        response.Content = new ByteArrayContent(beginning.ToArray());
        BoundedContent.CopyHeaders(whole, response.Content);
        whole.Dispose();
    }
}
