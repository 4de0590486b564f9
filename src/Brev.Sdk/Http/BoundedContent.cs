using System.Net;

namespace Brev.Sdk.Http;

/// <summary>The content of an answer that is read as it comes, up to a length.</summary>
internal sealed class BoundedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly long _limit;
    private readonly Func<Exception> _tooLong;

    public BoundedContent(HttpContent inner, long limit, Func<Exception> tooLong)
    {
        (_inner, _limit, _tooLong) = (inner, limit, tooLong);
        CopyHeaders(inner, this);
    }

    /// <summary>All but the length, which is that of the bytes on the wire.</summary>
    public static void CopyHeaders(HttpContent from, HttpContent to)
    {
        foreach (var (name, values) in from.Headers.NonValidated)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                to.Headers.TryAddWithoutValidation(name, values);
            }
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new BoundedStream(await _inner.ReadAsStreamAsync().ConfigureAwait(false), _limit, _tooLong);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new BoundedStream(await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _limit, _tooLong);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var bounded = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await bounded.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
