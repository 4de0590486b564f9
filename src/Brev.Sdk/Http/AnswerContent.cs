using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Http;

/// <summary>
/// The answer to one of the document's operations, read to its end. Only the SDK reads it, through <see cref="Bytes"/>. Before Refit asks
/// the serializer, it loads each answer into a buffer of its own, and HttpClient does the same with calls that give no value: this content
/// gives them nothing to copy.
/// </summary>
internal sealed class AnswerContent(HttpContent source, AnswerSink body) : HttpContent
{
    private Activity? _activity;

    /// <summary>The bytes, after decompression; none after disposal.</summary>
    public ReadOnlyMemory<byte> Bytes => body.Bytes;

    /// <summary>The headers that came with a body: this content has none of its own.</summary>
    public static HttpContentHeaders HeadersOf(HttpContent content) =>
        content is AnswerContent answer ? answer.Source.Headers : content.Headers;

    /// <summary>The media type and its parameters as they were sent; <see langword="null"/> when nothing says it.</summary>
    public static string? TypeOf(HttpContent content)
    {
        if (HeadersOf(content).NonValidated.TryGetValues("Content-Type", out var values))
        {
            foreach (var value in values)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Whether nothing has come, or a byte order mark alone.</summary>
    public static bool IsEmpty(HttpContent content) =>
        content is AnswerContent answer ? answer.Json.IsEmpty : content.Headers.ContentLength == 0;

    /// <summary>Whether the JSON value null has come.</summary>
    public static bool IsNull(HttpContent content) =>
        content is AnswerContent answer && answer.Json.Trim(" \t\r\n"u8).SequenceEqual("null"u8);

    private HttpContent Source => source;

    /// <summary>
    /// Ends the call's activity together with this content, so that a body that is not what the operation answers with shows as a failed
    /// call.
    /// </summary>
    public void EndWhenRead(Activity? activity) => _activity = activity;

    /// <summary>
    /// Ends the call's activity as failed, and gives the memory back: Refit does not dispose an answer that it takes for an error.
    /// </summary>
    public void Fail(Exception exception)
    {
        BrevTelemetry.EndCall(_activity, exception);
        Dispose();
    }

    /// <summary>The body in UTF-8, without a byte order mark.</summary>
    public ReadOnlySpan<byte> Json
    {
        get
        {
            var mark = Encoding.UTF8.Preamble;
            var bytes = Bytes.Span;
            return bytes.StartsWith(mark) ? bytes[mark.Length..]
                : FindEncoding() is var encoding and not UTF8Encoding ? Encoding.UTF8.GetBytes(encoding.GetString(bytes))
                : bytes;
        }
    }

    protected override Task<Stream> CreateContentReadStreamAsync() =>
        Task.FromResult<Stream>(new MemoryStream(Bytes.ToArray(), writable: false));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    /// <summary>The length is told when it is zero, which Refit asks about.</summary>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return Bytes.IsEmpty;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            body.Release();
            _activity?.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The header is parsed only where it names an encoding, which is seldom.</summary>
    private Encoding FindEncoding() =>
        TypeOf(this)?.Contains("charset", StringComparison.OrdinalIgnoreCase) == true
            ? BodyEncoding.Of(source.Headers.ContentType?.CharSet)
            : Encoding.UTF8;
}
