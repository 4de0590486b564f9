using Brev.Sdk.Redis.Tests.Servers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Brev.Sdk.Redis.Tests.Hosting;

/// <summary>A client of a container takes its login from Redis.</summary>
public sealed class HostingTests
{
    [RedisFact]
    public async Task A_client_of_a_container_calls_with_the_login_from_the_server()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        await using var provider = Build(stage, services => services.AddBrevClient(options => Direct(stage, options)));

        await provider.GetRequiredService<BrevClient>().ListOrganizationsAsync();

        Assert.Equal("Bearer " + stage.Brev.FirstToken, stage.Brev.Api.Requests.Single().Authorization);
    }

    [RedisFact]
    public async Task Two_clients_with_keys_have_the_logins_of_their_accounts()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store(options => options.Account = "batch").SaveAsync(stage.Login, default);
        var services = new ServiceCollection().AddSingleton(stage.Keys).AddSingleton<TimeProvider>(stage.Brev.Clock);
        foreach (var key in new[] { "batch", "web" })
        {
            services.AddBrevClient(key, options => Direct(stage, options))
                .UseRedisCredentialStore(options => Configure(stage, options).Account = key);
        }

        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredKeyedService<BrevClient>("batch").ListOrganizationsAsync();

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() =>
            provider.GetRequiredKeyedService<BrevClient>("web").ListOrganizationsAsync());
    }

    [Fact]
    public void A_container_without_data_protection_is_told_to_add_it()
    {
        var services = new ServiceCollection();
        services.AddBrevClient().UseRedisCredentialStore(options => options.ConnectionString = "127.0.0.1:1");
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<ArgumentException>(() => provider.GetRequiredService<BrevClient>());

        Assert.Contains("services.AddDataProtection()", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(RedisStage stage, Func<IServiceCollection, IBrevClientBuilder> add)
    {
        var services = new ServiceCollection().AddSingleton(stage.Keys).AddSingleton<TimeProvider>(stage.Brev.Clock);
        add(services).UseRedisCredentialStore(options => Configure(stage, options));
        return services.BuildServiceProvider();
    }

    private static BrevRedisCredentialStoreOptions Configure(RedisStage stage, BrevRedisCredentialStoreOptions options)
    {
        options.ConnectionString = stage.Server.ConnectionString;
        options.TimeProvider = stage.Brev.Clock;
        return options;
    }

    private static void Direct(RedisStage stage, BrevClientOptions options)
    {
        options.ControlPlaneEndpoint = stage.Brev.Api.Address;
        options.PublicApiEndpoint = stage.Brev.Api.Address;
    }
}
