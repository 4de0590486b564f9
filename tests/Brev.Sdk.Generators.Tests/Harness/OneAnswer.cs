using System.Net;
using System.Text;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>Answers every request in one way, and keeps what was sent.</summary>
internal sealed class OneAnswer(HttpStatusCode status, string body) : HttpMessageHandler
{
    /// <summary>How many requests came.</summary>
    public int Requests { get; private set; }

    public string? Body { get; private set; }

    public string? ContentType { get; private set; }

    public HttpClient Client() => new(this) { BaseAddress = new Uri("https://example.com") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        ContentType = request.Content?.Headers.ContentType?.ToString();
        return new HttpResponseMessage(status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
    }
}
