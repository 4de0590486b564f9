using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Brev.Sdk.Benchmarks.Comparison;

namespace Brev.Sdk.Benchmarks.Peers;

/// <summary>The pipeline of Azure's SDKs: retries, diagnostics and a token, as their generated clients use it.</summary>
internal sealed class AzurePeer : IPeer
{
    private readonly HttpClient _client;
    private readonly HttpPipeline _pipeline;
    private readonly Uri _address;

    public AzurePeer(Uri address, HttpMessageHandler? transport)
    {
        _address = address;
        _client = new HttpClient(transport ?? new SocketsHttpHandler());
        _pipeline = HttpPipelineBuilder.Build(new Options { Transport = new HttpClientTransport(_client) }, new TokenPolicy());
    }

    public Task GetAsync() => ReadAsync("/api/workspaces/ws-1", PeerJson.Workspace);

    public Task ListAsync() => ReadAsync("/api/organizations/org-1/workspaces", PeerJson.Workspaces);

    public async Task BlockAsync()
    {
        using var message = Create(RequestMethod.Put, "/api/users/user-1/block");
        await SendAsync(message);
    }

    public async Task GetMissingAsync()
    {
        try
        {
            await ReadAsync("/api/workspaces/missing", PeerJson.Workspace);
        }
        catch (RequestFailedException)
        {
            // What is measured.
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<T?> ReadAsync<T>(string path, JsonTypeInfo<T> type)
    {
        using var message = Create(RequestMethod.Get, path);
        await SendAsync(message);
        return await JsonSerializer.DeserializeAsync(message.Response.ContentStream!, type);
    }

    private HttpMessage Create(RequestMethod method, string path)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(_address);
        message.Request.Uri.AppendPath(path, escape: false);
        return message;
    }

    private async Task SendAsync(HttpMessage message)
    {
        await _pipeline.SendAsync(message, CancellationToken.None);
        if (message.Response.IsError)
        {
            throw new RequestFailedException(message.Response);
        }
    }

    private sealed class Options : ClientOptions;

    /// <summary>Azure's own policy for tokens refuses http, which loopback is.</summary>
    private sealed class TokenPolicy : HttpPipelineSynchronousPolicy
    {
        private readonly string _header = "Bearer " + PeerToken.Value;

        public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue("Authorization", _header);
    }
}
