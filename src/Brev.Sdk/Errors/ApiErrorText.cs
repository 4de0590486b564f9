using System.Text;

namespace Brev.Sdk.Errors;

/// <summary>The beginning of a body as text, for an error about it.</summary>
internal static class ApiErrorText
{
    /// <summary>The most bytes that are read of a body that is an error, after decompression.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <summary>
    /// <see langword="null"/> when the body is gone already, because it was a stream or because the connection broke: an error about an error must not hide the
    /// first one.
    /// </summary>
    public static async ValueTask<string?> ReadAsync(HttpContent content)
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
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidOperationException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static string Decode(ReadOnlySpan<byte> bytes, string? charSet)
    {
        var mark = Encoding.UTF8.Preamble;
        return bytes.StartsWith(mark) ? Encoding.UTF8.GetString(bytes[mark.Length..]) : Find(charSet).GetString(bytes);
    }

    private static Encoding Find(string? charSet)
    {
        try
        {
            return string.IsNullOrEmpty(charSet) ? Encoding.UTF8 : Encoding.GetEncoding(charSet.Trim('"', '\''));
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
