namespace Brev.Sdk.Tests.Doubles;

/// <summary>Keeps the answers that pass, to see what becomes of them.</summary>
public sealed class RecordingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public List<HttpContent> Contents { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        Contents.Add(response.Content);
        return response;
    }
}
