using System.Net.Http.Headers;
using Brev.Sdk.Benchmarks.Comparison;
using Brev.Sdk.Benchmarks.NSwag;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>The client that NSwag writes, with models of its own.</summary>
internal sealed class NSwagPeer : IPeer
{
    private readonly HttpClient _client;
    private readonly NSwagClient _api;

    public NSwagPeer(Uri address, HttpMessageHandler? transport)
    {
        _client = new HttpClient(transport ?? new SocketsHttpHandler());
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PeerToken.Value);
        _api = new NSwagClient(address.ToString(), _client);
    }

    public Task GetAsync() => _api.GetWorkspaceAsync("ws-1");

    public Task ListAsync() => _api.ListWorkspacesAsync("org-1");

    public Task BlockAsync() => _api.BlockUserAsync("user-1");

    public async Task GetMissingAsync()
    {
        try
        {
            await _api.GetWorkspaceAsync("missing");
        }
        catch (ApiException)
        {
            // What is measured.
        }
    }

    public void Dispose() => _client.Dispose();
}
