using System.Runtime.CompilerServices;

namespace Brev.Sdk.Authentication;

/// <summary>Knows whether content can be sent a second time.</summary>
internal static class ReplayableContent
{
    private const long LargestBuffer = 1024 * 1024;

    /// <summary>Content that has been read into memory here; the table keeps none of it alive.</summary>
    private static readonly ConditionalWeakTable<HttpContent, object> Buffered = [];

    /// <summary>Content whose bytes are in memory. What derives from these types may do anything, so only the types themselves count.</summary>
    public static bool IsReplayable(HttpContent? content)
    {
        if (content is null)
        {
            return true;
        }

        var type = content.GetType();
        return type == typeof(ByteArrayContent) || type == typeof(StringContent) || type == typeof(FormUrlEncodedContent) || type == typeof(ReadOnlyMemoryContent)
            || Buffered.TryGetValue(content, out _);
    }

    /// <summary>Reads small content into memory, so that it can be sent twice. Large content, and content of unknown length, stays a stream that is sent once.</summary>
    public static async ValueTask TryBufferAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is null or > LargestBuffer)
        {
            return;
        }

#if NET9_0_OR_GREATER
        await content.LoadIntoBufferAsync(LargestBuffer, cancellationToken).ConfigureAwait(false);
#else
        await content.LoadIntoBufferAsync(LargestBuffer).WaitAsync(cancellationToken).ConfigureAwait(false);
#endif
        Buffered.TryAdd(content, content);
    }
}
