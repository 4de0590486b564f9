using System.Collections;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Connections;

namespace Brev.Sdk.Http;

/// <summary>Knows whether the content of a request can be sent a second time.</summary>
internal static class ReplayableContent
{
    private const long LargestBuffer = 1024 * 1024;

    /// <summary>
    /// Content that has been read into memory here. The content itself is the value, because a handler may put another in its place.
    /// </summary>
    private static readonly HttpRequestOptionsKey<HttpContent> Buffered = new("Brev.Sdk.BufferedContent");

    /// <summary>Whether the bytes are in memory.</summary>
    public static bool IsReplayable(HttpRequestMessage request) =>
        request.Content is not { } content
            || IsInMemory(content.GetType())
            || (request.Options.TryGetValue(Buffered, out var buffered) && ReferenceEquals(buffered, content));

    /// <summary>
    /// Reads content into memory that is small or stands in memory as objects, so that it can be sent twice. Everything else stays a stream
    /// that is sent once.
    /// </summary>
    public static async ValueTask TryBufferAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Looks without reading: content that turned out too long in the middle would be lost.
        var room = LargestBuffer;
        var streams = Leaves(request.Content!).Where(static leaf => !IsInMemory(leaf.GetType())).ToList();
        if (streams.TrueForAll(leaf => (leaf is JsonContent json && IsAtHand(json))
            || (leaf.Headers.ContentLength is { } length && (room -= length) >= 0)))
        {
            foreach (var leaf in streams)
            {
                await ReadAsync(leaf, leaf is JsonContent ? int.MaxValue : LargestBuffer, cancellationToken).ConfigureAwait(false);
            }

            request.Options.Set(Buffered, request.Content!);
        }
    }

    /// <summary>What derives from these types may do anything, so only the types themselves count.</summary>
    private static bool IsInMemory(Type type) =>
        type == typeof(ByteArrayContent)
            || type == typeof(StringContent)
            || type == typeof(FormUrlEncodedContent)
            || type == typeof(ReadOnlyMemoryContent);

    /// <summary>The content itself, or the parts of content that puts them together anew each time it is sent.</summary>
    private static IEnumerable<HttpContent> Leaves(HttpContent content) =>
        content.GetType() == typeof(MultipartFormDataContent) || content.GetType() == typeof(MultipartContent)
            ? ((MultipartContent)content).SelectMany(Leaves)
            : [content];

    /// <summary>
    /// Whether the value is there as a whole and does not come into being only while it is written, which might take forever. JSON of such
    /// a value is written once and kept, as Refit does with bodies, however long: at a limit the value would have to be read a second time,
    /// and not every value can be.
    /// </summary>
    private static bool IsAtHand(JsonContent content) => content.Value switch
    {
        null or string or JsonNode or ICollection => true,
        IEnumerable or IAsyncEnumerable<object?> => false,
        _ => !(content.ObjectType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)),
    };

    private static Task ReadAsync(HttpContent content, long largest, CancellationToken cancellationToken) =>
#if NET9_0_OR_GREATER
        content.LoadIntoBufferAsync(largest, cancellationToken).WaitDetachedAsync(cancellationToken);
#else
        content.LoadIntoBufferAsync(largest).WaitDetachedAsync(cancellationToken);
#endif
}
