using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Brev.Sdk.Hosting;

/// <summary>
/// Puts the values of a configuration section into a client's options. What cannot be read is left to
/// <see cref="ConfigurationValidation"/>.
/// </summary>
internal sealed class ConfigurationBinding(string optionsName, IConfiguration configuration) : IConfigureNamedOptions<BrevClientOptions>
{
    public void Configure(BrevClientOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, BrevClientOptions options)
    {
        if (name != optionsName)
        {
            return;
        }

        foreach (var value in ConfigurationValues.Read(configuration))
        {
            value.Apply?.Invoke(options);
        }
    }
}
