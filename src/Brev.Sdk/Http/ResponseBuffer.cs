namespace Brev.Sdk.Http;

/// <summary>Reads an answer to its end, so that it can be read more than once and a cut connection shows.</summary>
internal static class ResponseBuffer
{
    public static async Task FillAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
#if NET9_0_OR_GREATER
            await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
#else
            await response.Content.LoadIntoBufferAsync().WaitObservedAsync(cancellationToken).ConfigureAwait(false);
#endif
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
