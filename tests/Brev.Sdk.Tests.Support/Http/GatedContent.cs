using System.Net;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Http;

/// <summary>Content whose reader waits at a gate before the first byte comes.</summary>
internal sealed class GatedContent(Gate gate) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        await stream.WriteAsync("{}"u8.ToArray(), cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
