using System.Net.Http.Headers;
using Brev.Sdk.Benchmarks.Comparison;
using Refit;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>Refit as an application would use it by itself: the floor of what stands on top of it.</summary>
internal sealed class RefitPeer : IPeer
{
    private readonly HttpClient _client;
    private readonly IPlainApi _api;

    public RefitPeer(Uri address, HttpMessageHandler? transport)
    {
        _client = new HttpClient(transport ?? new SocketsHttpHandler()) { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", PeerToken.Value);
        _api = RestService.ForGenerated<IPlainApi>(_client, new RefitSettings(new SystemTextJsonContentSerializer(PeerJson.Options)));
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
