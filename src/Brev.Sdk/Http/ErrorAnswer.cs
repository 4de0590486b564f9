using System.Text;
using Brev.Sdk.Errors;

namespace Brev.Sdk.Http;

/// <summary>What an answer that is an error says. It has been read already, so that looking costs no wait.</summary>
internal static class ErrorAnswer
{
    /// <summary>The most bytes that are read of a body that is an error, after decompression.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <summary>Whether its status and its body say that it may pass.</summary>
    public static async ValueTask<bool> IsTransientAsync(HttpResponseMessage response) =>
        ApiErrorClassifier.Classify(response.StatusCode, await ReadAsync(response).ConfigureAwait(false)).HasFlag(ApiErrorKind.Transient);

    /// <summary>
    /// Whether Brev itself says, in an error body of its form, that there is no such thing. A page, a line of text or an empty 404 can be
    /// from something in between, which does not know.
    /// </summary>
    public static async ValueTask<bool> SaysNotFoundAsync(HttpResponseMessage response)
    {
        var body = await ReadAsync(response).ConfigureAwait(false);
        return (body.Errors.Count > 0 || body.Code is not null)
            && ApiErrorClassifier.Classify(response.StatusCode, body).HasFlag(ApiErrorKind.NotFound);
    }

    private static async ValueTask<ApiErrorBody> ReadAsync(HttpResponseMessage response) =>
        ApiErrorBodyReader.Read(await ReadTextAsync(response.Content).ConfigureAwait(false));

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
