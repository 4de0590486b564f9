namespace Brev.Sdk.Errors;

/// <summary>Reads the <c>Retry-After</c> header in both of its forms.</summary>
internal static class RetryAfterHeader
{
    /// <summary>How long the host asks to be left alone, never negative; <see langword="null"/> when it does not say.</summary>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider timeProvider)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - timeProvider.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
