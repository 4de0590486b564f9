using System.Net;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Brev.Sdk.Tests.Hosting;

/// <summary>A client in a container.</summary>
public sealed class AddBrevClientTests
{
    [Fact]
    public void Without_a_word_about_options_it_has_the_defaults()
    {
        using var provider = new ServiceCollection().AddBrevClient().Services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<BrevClient>(), provider.GetRequiredService<BrevClient>());
    }

    [Fact]
    public void Each_interface_of_the_document_is_the_same_client()
    {
        using var provider = new ServiceCollection().AddBrevClient().Services.BuildServiceProvider();
        var client = provider.GetRequiredService<BrevClient>();

        Assert.Same(client, provider.GetRequiredService<IControlPlaneApi>());
        Assert.Same(client, provider.GetRequiredService<IPublicApi>());
        Assert.Same(client, provider.GetRequiredService<IWorkspacesApi>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_interface_of_the_applications_own_wins(bool before)
    {
        var services = new ServiceCollection();
        using var other = new BrevClient();
        if (before)
        {
            services.AddSingleton<IWorkspacesApi>(other);
        }

        services.AddBrevClient();
        if (!before)
        {
            services.AddSingleton<IWorkspacesApi>(other);
        }

        using var provider = services.BuildServiceProvider();

        Assert.Same(other, provider.GetRequiredService<IWorkspacesApi>());
    }

    [Fact]
    public void The_client_belongs_to_the_container_and_not_to_a_scope()
    {
        using var provider = new ServiceCollection().AddBrevClient().Services.BuildServiceProvider(validateScopes: true);
        using var one = provider.CreateScope();
        using var two = provider.CreateScope();

        Assert.Same(one.ServiceProvider.GetRequiredService<IWorkspacesApi>(), two.ServiceProvider.GetRequiredService<IWorkspacesApi>());
    }

    [Fact]
    public async Task The_container_disposes_the_client()
    {
        var provider = new ServiceCollection().AddBrevClient().Services.BuildServiceProvider();
        var client = provider.GetRequiredService<BrevClient>();

        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetHealthAsync());
    }

    [Fact]
    public async Task Log_clock_and_credential_come_from_the_container()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Answer = (_, context) =>
        {
            context.Response.StatusCode = server.Requests.Count == 1 ? (int)HttpStatusCode.ServiceUnavailable : (int)HttpStatusCode.OK;
            return AuthenticationStage.WriteJsonAsync(context, "[]", context.Response.StatusCode);
        };
        var clock = new SteppingClock(DateTimeOffset.UnixEpoch);
        using var log = new CollectedLog();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock).AddSingleton<ILoggerFactory>(log).AddSingleton(
            BrevCredential.FromAccessToken("from-the-container"));
        services.AddBrevClient(options => options.ControlPlaneEndpoint = server.Address);
        await using var provider = services.BuildServiceProvider();

        await clock.AdvanceUntilAsync(provider.GetRequiredService<BrevClient>().ListOrganizationsAsync(), TimeSpan.FromSeconds(20));

        Assert.All(server.Requests, request => Assert.Equal("Bearer from-the-container", request.Authorization));
        Assert.Equal(1, log.Count(30));
    }

    [Fact]
    public async Task Options_can_be_set_with_services_of_the_container()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, "[]");
        var services = new ServiceCollection().AddSingleton(server);
        services.AddBrevClient((provider, options) =>
        {
            options.ControlPlaneEndpoint = provider.GetRequiredService<LoopbackServer>().Address;
            options.Credential = BrevCredential.FromAccessToken("mine");
        });
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IControlPlaneApi>().ListOrganizationsAsync();

        Assert.Equal("Bearer mine", Assert.Single(server.Requests).Authorization);
    }

    [Fact]
    public async Task Options_come_from_a_section_of_the_configuration()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, "", 503);
        var configuration = Configuration(
            ("Brev:ControlPlaneEndpoint", server.Address.ToString()),
            ("Brev:MaxRetries", "0"),
            ("Brev:ApiKey", "bak-from-configuration"),
            ("Brev:OrganizationId", "org-1"));
        await using var provider = new ServiceCollection().AddBrevClient(configuration.GetSection("Brev")).Services.BuildServiceProvider();

        await Assert.ThrowsAsync<BrevApiException>(() => provider.GetRequiredService<BrevClient>().ListOrganizationsAsync());

        Assert.Equal("Bearer bak-from-configuration", Assert.Single(server.Requests).Authorization);
        Assert.Equal("org-1", provider.GetRequiredService<IOptions<BrevClientOptions>>().Value.OrganizationId);
    }

    [Fact]
    public async Task Calls_add_up_in_their_order()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, "[]");
        var services = new ServiceCollection();
        services.AddBrevClient(Configuration(("ControlPlaneEndpoint", "https://elsewhere.example"), ("ApiKey", "bak-one")));
        services.AddBrevClient(options => options.ControlPlaneEndpoint = server.Address);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<BrevClient>().ListOrganizationsAsync();

        Assert.Equal("Bearer bak-one", Assert.Single(server.Requests).Authorization);
    }

    [Fact]
    public void A_keyed_client_is_resolved_by_its_key_alone()
    {
        var services = new ServiceCollection();
        services.AddBrevClient("blue");
        using var provider = services.BuildServiceProvider();

        Assert.Null(provider.GetService<BrevClient>());
        Assert.Null(provider.GetService<IWorkspacesApi>());
        Assert.Same(provider.GetRequiredKeyedService<BrevClient>("blue"), provider.GetRequiredKeyedService<IWorkspacesApi>("blue"));
    }

    [Fact]
    public async Task A_thousand_parallel_calls_of_two_keyed_clients_keep_to_their_own_login()
    {
        await using var blue = await LoopbackServer.StartAsync();
        await using var green = await LoopbackServer.StartAsync();
        blue.Answer = green.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, "[]");
        var services = new ServiceCollection();
        services.AddSingleton(BrevCredential.FromAccessToken("of-no-key"));
        services.AddKeyedSingleton("green", BrevCredential.FromAccessToken("green-token"));
        services.AddBrevClient("blue", Configuration(("ControlPlaneEndpoint", blue.Address.ToString()), ("ApiKey", "bak-blue")));
        services.AddBrevClient("green", options => options.ControlPlaneEndpoint = green.Address);
        await using var provider = services.BuildServiceProvider();

        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (index, token) =>
            await provider.GetRequiredKeyedService<IControlPlaneApi>(index % 2 == 0
                ? "blue"
                : "green").ListOrganizationsAsync(cancellationToken: token));

        Assert.Equal((500, "Bearer bak-blue"), (blue.Requests.Count, Assert.Single(
            blue.Requests.Select(request => request.Authorization).Distinct())));
        Assert.Equal((500, "Bearer green-token"), (green.Requests.Count, Assert.Single(
            green.Requests.Select(request => request.Authorization).Distinct())));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value =>
            KeyValuePair.Create(value.Key, (string?)value.Value))).Build();
}
