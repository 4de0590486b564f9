using Brev.Sdk.Redis;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using HostHealth = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Brev.Sdk;

/// <summary>Gives a client of a container a login that a fleet shares in Redis.</summary>
public static class BrevRedisClientBuilderExtensions
{
    /// <summary>
    /// Takes the client's login from Redis. The options start with the container's <see cref="IDataProtectionProvider"/>,
    /// <see cref="IConnectionMultiplexer"/>, <see cref="ILoggerFactory"/> and <see cref="TimeProvider"/>, where they are registered. The
    /// lock lives half as long again as <see cref="BrevCredentialOptions.RefreshTimeout"/>, or 45 seconds where that is more; a shorter one
    /// is an <see cref="ArgumentException"/> when the client is made. The store is a service too
    /// (<see cref="BrevRedisCredentialStore"/>, under the client's key when it has one), for the pages of operators.
    /// </summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Sets options of the store, such as <see cref="BrevRedisCredentialStoreOptions.ConnectionString"/>.</param>
    /// <param name="configureCredential">Sets options of the refresh. Default: those of a new <see cref="BrevCredentialOptions"/>.</param>
    public static IBrevClientBuilder UseRedisCredentialStore(
        this IBrevClientBuilder builder,
        Action<BrevRedisCredentialStoreOptions>? configure = null,
        Action<BrevCredentialOptions>? configureCredential = null) =>
        UseRedisCredentialStore(builder, (_, options) => configure?.Invoke(options), (_, options) => configureCredential?.Invoke(options));

    /// <summary>As the other overload, with services of the container.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Sets options of the store.</param>
    /// <param name="configureCredential">Sets options of the refresh. Default: those of a new <see cref="BrevCredentialOptions"/>.</param>
    public static IBrevClientBuilder UseRedisCredentialStore(
        this IBrevClientBuilder builder,
        Action<IServiceProvider, BrevRedisCredentialStoreOptions> configure,
        Action<IServiceProvider, BrevCredentialOptions>? configureCredential = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var key = builder.ServiceKey;
        Add(builder.Services, key, provider => CreateOptions(provider, configureCredential));
        Add(builder.Services, key, provider => CreateStore(provider, Find<FleetOptions>(provider, key), configure));
        Add(builder.Services, key, provider => new FleetLogin(
            Find<BrevRedisCredentialStore>(provider, key), Find<FleetOptions>(provider, key).Credential));
        builder.Services.AddSingleton<IConfigureOptions<BrevClientOptions>>(provider => new ConfigureNamedOptions<BrevClientOptions>(
            key ?? Options.DefaultName, options => options.Credential = Find<FleetLogin>(provider, key).Credential));
        return builder;
    }

    /// <summary>
    /// Adds a health check of the store: healthy when the login can be read from Redis, decrypted and written; degraded when there is none,
    /// or the provider has refused it; unhealthy otherwise. The reason says which part failed and what to do, without a secret. Calls go on
    /// with the current token while it is unhealthy, so it says more about the next hour than about now.
    /// </summary>
    /// <param name="builder">The client, after <c>UseRedisCredentialStore</c>.</param>
    /// <param name="name">The name of the check. Default: <c>brev-redis</c>, and the client's key after a colon.</param>
    /// <param name="failureStatus">What to report instead of unhealthy. Default: unhealthy.</param>
    /// <param name="tags">Tags of the check. Default: none.</param>
    /// <param name="timeout">The time for the check. Default: 10 seconds.</param>
    public static IBrevClientBuilder AddRedisCredentialStoreHealthCheck(
        this IBrevClientBuilder builder, string? name = null, HostHealth? failureStatus = null, IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = builder.ServiceKey;
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            name ?? (key is null ? "brev-redis" : "brev-redis:" + key),
            provider => new RedisStoreHealthCheck(Find<BrevRedisCredentialStore>(provider, key)),
            failureStatus,
            tags,
            timeout ?? TimeSpan.FromSeconds(10)));
        return builder;
    }

    private static BrevRedisCredentialStore CreateStore(
        IServiceProvider provider, FleetOptions fleet, Action<IServiceProvider, BrevRedisCredentialStoreOptions> configure)
    {
        var options = new BrevRedisCredentialStoreOptions { DataProtectionProvider = provider.GetService<IDataProtectionProvider>() };
        options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
        options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
        options.LockExpiry = fleet.LeastLockExpiry > options.LockExpiry ? fleet.LeastLockExpiry : options.LockExpiry;
        configure(provider, options);
        if (options.ConnectionString is null)
        {
            options.ConnectionMultiplexer ??= provider.GetService<IConnectionMultiplexer>();
        }

        return new BrevRedisCredentialStore(options);
    }

    private static FleetOptions CreateOptions(IServiceProvider provider, Action<IServiceProvider, BrevCredentialOptions>? configure)
    {
        var options = new BrevCredentialOptions();
        options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
        options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;
        configure?.Invoke(provider, options);
        return new FleetOptions(options);
    }

    private static void Add<T>(IServiceCollection services, string? key, Func<IServiceProvider, T> make)
        where T : class
    {
        _ = key is null ? services.AddSingleton(make) : services.AddKeyedSingleton(key, (provider, _) => make(provider));
    }

    private static T Find<T>(IServiceProvider provider, string? key)
        where T : notnull =>
        key is null ? provider.GetRequiredService<T>() : provider.GetRequiredKeyedService<T>(key);
}
