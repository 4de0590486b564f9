using System.Net.Http.Headers;
using System.Net.Http.Json;
using Brev.Sdk.Benchmarks.Comparison;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>The measure of the others: .NET's client, JSON by metadata, and a header that never changes.</summary>
internal sealed class RawPeer : IPeer
{
    private readonly HttpClient _client;

    public RawPeer(Uri address, HttpMessageHandler? transport)
    {
        _client = new HttpClient(transport ?? new SocketsHttpHandler()) { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PeerToken.Value);
    }

    public Task GetAsync() => _client.GetFromJsonAsync("/api/workspaces/ws-1", PeerJson.Workspace);

    public Task ListAsync() => _client.GetFromJsonAsync("/api/organizations/org-1/workspaces", PeerJson.Workspaces);

    public async Task BlockAsync()
    {
        using var response = await _client.PutAsync(new Uri("/api/users/user-1/block", UriKind.Relative), content: null);
        response.EnsureSuccessStatusCode();
    }

    public async Task GetMissingAsync()
    {
        try
        {
            await _client.GetFromJsonAsync("/api/workspaces/missing", PeerJson.Workspace);
        }
        catch (HttpRequestException)
        {
            // What is measured.
        }
    }

    public void Dispose() => _client.Dispose();
}
