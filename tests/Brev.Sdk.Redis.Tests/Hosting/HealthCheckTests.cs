using Brev.Sdk.Redis.Tests.Servers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using HostHealth = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Brev.Sdk.Redis.Tests.Hosting;

/// <summary>The health check says whether the next refresh can be made.</summary>
public sealed class HealthCheckTests
{
    [RedisFact]
    public async Task The_health_check_is_healthy_when_the_login_can_be_read_and_written()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);

        Assert.Equal(HostHealth.Healthy, (await CheckAsync(stage)).Status);
    }

    [RedisFact]
    public async Task The_health_check_is_degraded_when_there_is_no_login()
    {
        await using var stage = await RedisStage.StartAsync();

        Assert.Equal(HostHealth.Degraded, (await CheckAsync(stage)).Status);
    }

    [RedisFact]
    public async Task The_health_check_is_unhealthy_and_says_why_when_the_server_is_gone()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Server.StopAsync();

        var report = await CheckAsync(stage);

        Assert.Equal(HostHealth.Unhealthy, report.Status);
        Assert.Contains("could not be reached", report.Description, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task The_health_check_is_unhealthy_when_this_instance_has_other_keys()
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);

        var report = await CheckAsync(stage, new EphemeralDataProtectionProvider());

        Assert.Equal(HostHealth.Unhealthy, report.Status);
        Assert.Contains("key ring", report.Description, StringComparison.Ordinal);
    }

    [RedisTheory]
    [InlineData("CONFIG", "SET", "min-replicas-to-write", "1")]
    [InlineData("CONFIG", "SET", "maxmemory", "1")]
    [InlineData("ACL", "SETUSER", "default", "-hset")]
    public async Task The_health_check_is_unhealthy_when_a_login_could_not_be_stored(string command, params string[] arguments)
    {
        await using var stage = await RedisStage.StartAsync();
        await stage.Store().SaveAsync(stage.Login, default);
        await (await stage.Server.OperateAsync()).GetDatabase().ExecuteAsync(command, arguments);

        var report = await CheckAsync(stage);

        Assert.Equal(HostHealth.Unhealthy, report.Status);
        Assert.Contains("trying whether it can be written", report.Description, StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task The_health_check_changes_nothing()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        var database = (await stage.Server.OperateAsync()).GetDatabase();
        var before = await database.HashGetAllAsync(store.Key);

        await CheckAsync(stage);

        Assert.Equal(
            before.OrderBy(static field => field.Name), (await database.HashGetAllAsync(store.Key)).OrderBy(static field => field.Name));
    }

    [RedisFact]
    public async Task The_health_check_is_degraded_when_the_provider_has_refused_the_login()
    {
        await using var stage = await RedisStage.StartAsync();
        var store = stage.Store();
        await store.SaveAsync(stage.Login, default);
        await store.ReportRejectedAsync(stage.Login, default);

        var report = await CheckAsync(stage);

        Assert.Equal(HostHealth.Degraded, report.Status);
        Assert.Contains("the identity provider has refused", report.Description, StringComparison.Ordinal);
    }

    private static async Task<HealthReportEntry> CheckAsync(RedisStage stage, IDataProtectionProvider? keys = null)
    {
        var services = new ServiceCollection().AddSingleton(keys ?? stage.Keys).AddLogging();
        services.AddBrevClient().UseRedisCredentialStore(options =>
        {
            options.ConnectionString = stage.Server.ConnectionString;
            options.TimeProvider = stage.Brev.Clock;
        }).AddRedisCredentialStoreHealthCheck();
        await using var provider = services.BuildServiceProvider();
        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries["brev-redis"];
    }
}
