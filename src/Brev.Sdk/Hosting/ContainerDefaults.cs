using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Brev.Sdk.Hosting;

/// <summary>What a client takes from the container when its options say nothing.</summary>
internal sealed class ContainerDefaults(string? key, IServiceProvider provider) : IConfigureNamedOptions<BrevClientOptions>
{
    public void Configure(BrevClientOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, BrevClientOptions options)
    {
        if (name != BrevClientRegistration.Name(key))
        {
            return;
        }

        options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
        options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider;

        // A credential of another key, or of none, is another login.
        options.Credential = (key is null ? provider.GetService<BrevCredential>() : provider.GetKeyedService<BrevCredential>(key))
            ?? options.Credential;
    }
}
