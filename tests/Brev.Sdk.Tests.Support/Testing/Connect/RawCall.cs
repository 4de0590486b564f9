using System.Text;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Testing.Connect;

/// <summary>Calls a Connect method without the client, to see and send what the client would not.</summary>
internal static class RawCall
{
    public static async Task<string> PostAsync(FakeBrev brev, string method, string body, bool withToken = true)
    {
        using var http = new HttpClient { BaseAddress = brev.PublicApiEndpoint };
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri($"/devplaneapi.v1.{method}", UriKind.Relative));
        message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        message.Headers.Authorization = withToken ? new("Bearer", brev.Tokens.IssueFor()) : null;
        using var response = await http.SendAsync(message);
        return await response.Content.ReadAsStringAsync();
    }
}
