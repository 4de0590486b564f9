using System.Net;

namespace Brev.Sdk.Benchmarks.Comparison;

/// <summary>A body as it comes from a socket: it can be read once, and its length stands in a header.</summary>
internal sealed class CannedContent : HttpContent
{
    private readonly byte[] _body;

    public CannedContent(byte[] body)
    {
        _body = body;
        Headers.TryAddWithoutValidation("Content-Length", body.Length == 0
            ? "0"
            : body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (body.Length > 0)
        {
            Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new CannedStream(_body));

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => new CannedStream(_body);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(_body, cancellationToken).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
