using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Brev.Sdk.Hosting;

/// <summary>What a client is to a container.</summary>
internal static class BrevClientRegistration
{
    /// <summary>The interfaces of the document, known at compile time.</summary>
    private static readonly Type[] Interfaces = [.. typeof(BrevClient).GetInterfaces()
        .Where(type => type.Assembly == typeof(IControlPlaneApi).Assembly)];

    public static string Required(string serviceKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        return serviceKey;
    }

    public static Action<IServiceProvider, BrevClientOptions> Ignoring(Action<BrevClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return (_, options) => configure(options);
    }

    public static IBrevClientBuilder Add(IServiceCollection services, string? key, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var builder = Add(services, key);
        services.AddSingleton<IConfigureOptions<BrevClientOptions>>(new ConfigurationBinding(Name(key), configuration));
        services.AddSingleton<IValidateOptions<BrevClientOptions>>(new ConfigurationValidation(Name(key), configuration));
        return builder;
    }

    public static IBrevClientBuilder Add(IServiceCollection services, string? key, Action<IServiceProvider, BrevClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = Add(services, key);
        services.AddSingleton<IConfigureOptions<BrevClientOptions>>(provider =>
            new ConfigureNamedOptions<BrevClientOptions, IServiceProvider>(
            Name(key), provider, (options, given) => configure(given, options)));
        return builder;
    }

    public static IBrevClientBuilder Add(IServiceCollection services, string? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        var builder = new BrevClientBuilder(services, key);
        if (services.Any(service => service.ServiceType == typeof(BrevClient) && Equals(service.ServiceKey, key)))
        {
            return builder;
        }

        services.AddSingleton<IConfigureOptions<BrevClientOptions>>(provider => new ContainerDefaults(key, provider));
        services.AddSingleton<IValidateOptions<BrevClientOptions>>(new OptionsValidator(Name(key)));
        services.AddOptions<BrevClientOptions>(Name(key)).ValidateOnStart();
        services.Add(Describe(typeof(BrevClient), key, provider =>
            new BrevClient(provider.GetRequiredService<IOptionsMonitor<BrevClientOptions>>().Get(Name(key)))));
        foreach (var type in Interfaces)
        {
            services.TryAdd(Describe(type, key, provider => Find(provider, key)));
        }

        return builder;
    }

    public static BrevClient Find(IServiceProvider provider, string? key) =>
        key is null ? provider.GetRequiredService<BrevClient>() : provider.GetRequiredKeyedService<BrevClient>(key);

    public static string Name(string? key) => key ?? Options.DefaultName;

    private static ServiceDescriptor Describe(Type type, string? key, Func<IServiceProvider, object> make) => key is null
        ? new ServiceDescriptor(type, make, ServiceLifetime.Singleton)
        : new ServiceDescriptor(type, key, (provider, _) => make(provider), ServiceLifetime.Singleton);
}
