using System.Text;

namespace Brev.Sdk.Http;

/// <summary>What an answer that is an error says. It has been read already, so that looking costs no wait.</summary>
internal static class ErrorAnswer
{
    /// <summary>The most bytes that are read of a body that is an error, after decompression.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <summary>By its status and its body.</summary>
    public static async ValueTask<ApiErrorKind> ClassifyAsync(HttpResponseMessage response) =>
        ApiErrorClassifier.Classify(
            response.StatusCode, ApiErrorBodyReader.Read(await ReadTextAsync(response.Content).ConfigureAwait(false)));

    /// <summary>
    /// The beginning of the body; <see langword="null"/> when it is gone already, because it was a stream or because the connection broke:
    /// an error about an error must not hide the first one.
    /// </summary>
    public static async ValueTask<string?> ReadTextAsync(HttpContent content)
    {
        if (content is AnswerContent answer)
        {
            return Decode(answer.Bytes.Span, AnswerContent.HeadersOf(content).ContentType?.CharSet);
        }

        try
        {
            var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
            if (!stream.CanSeek)
            {
                return null;
            }

            stream.Position = 0;
            var bytes = new byte[Math.Min(stream.Length, LargestBody)];
            var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false).ConfigureAwait(false);
            stream.Position = 0;
            return Decode(bytes.AsSpan(0, length), content.Headers.ContentType?.CharSet);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string? charSet)
    {
        var mark = Encoding.UTF8.Preamble;
        return bytes.StartsWith(mark) ? Encoding.UTF8.GetString(bytes[mark.Length..]) : BodyEncoding.Of(charSet).GetString(bytes);
    }
}
