using System.IO.Compression;
using System.Net;
using Brev.Sdk.Connections;
using Brev.Sdk.Http;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.Tests.Http;

/// <summary>The handler under all that the SDK sends, when the application sets none.</summary>
public sealed class TransportTests
{
    [Fact]
    public async Task What_goes_to_this_machine_over_plain_http_goes_through_no_proxy()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await using var proxy = await LoopbackServer.StartAsync();
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyOfTheMachine(proxy.Address, stage.Api.Address, stage.IdentityProvider.Address);
        try
        {
            var credential = stage.CreateCredential();
            await credential.GetTokenAsync(forceRefresh: true);
            await stage.CreateClient(credential).ListOrganizationsAsync();
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Empty(proxy.Requests);
        Assert.Single(stage.Api.Requests);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public void What_goes_elsewhere_goes_through_the_proxy_of_the_machine()
    {
        using var mixed = TransportRules.CreateHandler(new Uri("http://localhost:1"), new Uri("https://api.brev.example"));
        using var remote = TransportRules.CreateHandler(new Uri("https://api.brev.example"));

        Assert.Null(remote.Proxy);
        Assert.True(remote.UseProxy && mixed.UseProxy);
        Assert.Null(mixed.Proxy!.GetProxy(new Uri("http://localhost:1")));
        Assert.Equal(HttpClient.DefaultProxy.GetProxy(new Uri("https://api.brev.example")), mixed.Proxy.GetProxy(
            new Uri("https://api.brev.example")));
        Assert.Equal(HttpClient.DefaultProxy.IsBypassed(new Uri("https://api.brev.example")), mixed.Proxy.IsBypassed(
            new Uri("https://api.brev.example")));
        Assert.Same(HttpClient.DefaultProxy.Credentials, mixed.Proxy.Credentials);
    }

    [Fact]
    public async Task Compressed_answers_are_read_and_cookies_are_not_kept()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.Api.Answer = async (_, context) =>
        {
            context.Response.Headers.ContentEncoding = "br";
            context.Response.Headers.SetCookie = "session=kept";
            await using var compressed = new BrotliStream(context.Response.Body, CompressionMode.Compress);
            await compressed.WriteAsync("[]"u8.ToArray());
        };
        var client = stage.CreateClient(stage.CreateCredential());

        Assert.Empty(await client.ListOrganizationsAsync());
        Assert.Empty(await client.ListOrganizationsAsync());

        Assert.All(stage.Api.Requests, request => Assert.DoesNotContain("Cookie", request.Headers.Keys));
    }

    [Fact]
    public async Task Nothing_is_sent_synchronously_past_authentication()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        using var pipeline = new ClientPipeline(new BrevClientOptions
        {
            Credential = stage.CreateCredential(),
            ControlPlaneEndpoint = stage.Api.Address,
            PublicApiEndpoint = stage.Api.Address,
        });
        using var request = HandlerStage.Marked(HttpMethod.Get, new Uri(stage.Api.Address, "/one"));

        Assert.Throws<NotSupportedException>(() => pipeline.For(BrevHost.ControlPlane).Send(request));

        Assert.Empty(stage.Api.Requests);
    }

    /// <summary>As the variable <c>http_proxy</c> makes it, but for the servers of one test only.</summary>
    private sealed class ProxyOfTheMachine(Uri proxy, params Uri[] destinations) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy;

        public bool IsBypassed(Uri host) => !destinations.Any(destination => destination.Authority == host.Authority);
    }
}
