using System.Net;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Brev.Sdk.Tests.Hosting;

/// <summary>A client whose transport and handlers come from the container.</summary>
public sealed class ApplicationTransportTests
{
    [Fact]
    public async Task A_transport_of_IHttpClientFactory_carries_the_calls_follows_no_redirect_and_outlives_the_client()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, "[]");
        var primary = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var services = new ServiceCollection();
        services.AddHttpClient("Brev").ConfigurePrimaryHttpMessageHandler(() => primary).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        services.AddBrevClient((provider, options) =>
        {
            options.ControlPlaneEndpoint = server.Address;
            options.Credential = BrevCredential.FromAccessToken("a-token");
            options.Transport = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("Brev");
        });
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<BrevClient>().ListOrganizationsAsync();

        Assert.Single(server.Requests);
        Assert.False(primary.AllowAutoRedirect);
        provider.GetRequiredService<BrevClient>().Dispose();
        using var other = provider.GetRequiredService<IHttpClientFactory>().CreateClient("Brev");
        using var answer = await other.GetAsync(server.Address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_handler_is_resolved_from_the_container_once_for_each_host()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, "[]");
        var services = new ServiceCollection();
        services.AddSingleton<Counter>();
        services.AddTransient<CountingHandler>();
        services.AddBrevClient((provider, options) =>
        {
            options.ControlPlaneEndpoint = server.Address;
            options.Credential = BrevCredential.FromAccessToken("a-token");
            options.Handlers.Add(() => provider.GetRequiredService<CountingHandler>());
        });
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<BrevClient>().ListOrganizationsAsync();

        Assert.Equal(1, provider.GetRequiredService<Counter>().Calls);
        Assert.Single(server.Requests);
    }

    private sealed class Counter
    {
        public int Calls { get; set; }
    }

    private sealed class CountingHandler(Counter counter) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            counter.Calls++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
