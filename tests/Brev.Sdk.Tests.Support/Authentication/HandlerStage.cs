using System.Net.Http.Headers;
using Brev.Sdk.Authentication;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>The authentication handler alone, over a transport of the test's choice.</summary>
internal static class HandlerStage
{
    public static HttpClient CreateHandlerClient(this AuthenticationStage stage, BrevCredential credential, HttpMessageHandler transport) =>
        new(new BearerTokenHandler(transport, credential, stage.Api.Address, stage.Log));

    /// <summary>A request that asks for a token.</summary>
    public static HttpRequestMessage Marked(HttpMethod method, Uri address) => new(method, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer") } };
}
