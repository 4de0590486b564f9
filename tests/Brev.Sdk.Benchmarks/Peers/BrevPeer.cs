using Brev.Sdk.Benchmarks.Comparison;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>The SDK, with a login that can be refreshed.</summary>
internal sealed class BrevPeer : IPeer
{
    private readonly BrevCredential _credential = BrevCredential.FromTokens(PeerToken.Value, "session:device");
    private readonly BrevClient _client;

    public BrevPeer(Uri address, HttpMessageHandler? transport) =>
        _client = new BrevClient(new BrevClientOptions
        {
            Credential = _credential,
            ControlPlaneEndpoint = address,
            PublicApiEndpoint = address,
            Transport = transport,
        });

    public Task GetAsync() => _client.GetWorkspaceAsync("ws-1");

    public Task ListAsync() => _client.ListWorkspacesAsync("org-1");

    public Task BlockAsync() => _client.BlockUserAsync("user-1");

    public async Task GetMissingAsync()
    {
        try
        {
            await _client.GetWorkspaceAsync("missing");
        }
        catch (BrevApiException)
        {
            // What is measured.
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _credential.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
