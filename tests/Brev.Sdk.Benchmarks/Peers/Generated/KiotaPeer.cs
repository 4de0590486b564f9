using Brev.Sdk.Benchmarks.Comparison;
using Brev.Sdk.Benchmarks.Kiota;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>The client that Kiota writes, with models of its own and its own handlers.</summary>
internal sealed class KiotaPeer : IPeer
{
    private readonly HttpClient _client;
    private readonly HttpClientRequestAdapter _adapter;
    private readonly KiotaClient _api;

    public KiotaPeer(Uri address, HttpMessageHandler? transport)
    {
        _client = KiotaClientFactory.Create(transport ?? new SocketsHttpHandler());
        _adapter = new HttpClientRequestAdapter(
            new BaseBearerTokenAuthenticationProvider(new Tokens()), httpClient: _client) { BaseUrl = address.ToString().TrimEnd('/') };
        _api = new KiotaClient(_adapter);
    }

    public Task GetAsync() => _api.Api.Workspaces["ws-1"].GetAsync();

    public Task ListAsync() => _api.Api.Organizations["org-1"].Workspaces.GetAsync();

    public Task BlockAsync() => _api.Api.Users["user-1"].Block.PutAsync();

    public async Task GetMissingAsync()
    {
        try
        {
            await _api.Api.Workspaces["missing"].GetAsync();
        }
        catch (ApiException)
        {
            // What is measured.
        }
    }

    public void Dispose()
    {
        _adapter.Dispose();
        _client.Dispose();
    }

    private sealed class Tokens : IAccessTokenProvider
    {
        private readonly Task<string> _token = Task.FromResult(PeerToken.Value);

        public AllowedHostsValidator AllowedHostsValidator { get; } = new();

        public Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext =
            null, CancellationToken cancellationToken = default) => _token;
    }
}
