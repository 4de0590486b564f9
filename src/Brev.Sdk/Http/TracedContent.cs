using System.Diagnostics;
using System.Net;

namespace Brev.Sdk.Http;

/// <summary>
/// The body of a traced success. The call's activity ends when its answer has been read and is disposed, so that a body that is not what
/// the operation answers with shows as a failed call.
/// </summary>
internal sealed class TracedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly Activity _activity;

    public TracedContent(HttpContent inner, Activity activity)
    {
        (_inner, _activity) = (inner, activity);
        BoundedContent.CopyHeaders(inner, this);
    }

    /// <summary>Refit does not dispose an answer that it takes for an error.</summary>
    public void Fail(Exception exception)
    {
        BrevTelemetry.EndCall(_activity, exception);
        _activity.Dispose();
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => _inner.ReadAsStreamAsync();

    protected override Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        _inner.ReadAsStreamAsync(cancellationToken);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _inner.CopyToAsync(stream, context);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _inner.CopyToAsync(stream, context, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _activity.Dispose();
        }

        base.Dispose(disposing);
    }
}
