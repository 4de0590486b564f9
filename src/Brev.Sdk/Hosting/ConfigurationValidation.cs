using Brev.Sdk.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Brev.Sdk.Hosting;

/// <summary>Names the configuration key of each value that cannot be read or is out of its bounds.</summary>
internal sealed class ConfigurationValidation(string optionsName, IConfiguration configuration) : IValidateOptions<BrevClientOptions>
{
    public ValidateOptionsResult Validate(string? name, BrevClientOptions options)
    {
        if (name != optionsName)
        {
            return ValidateOptionsResult.Skip;
        }

        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(BrevClientOptions options)
    {
        var values = ConfigurationValues.Read(configuration).ToArray();
        var unreadable = values.Where(value => value.Fault is not null)
            .Select(value => $"The configuration key '{value.Key}' {value.Fault}");
        var outOfBounds = OptionsValidation.FindFaults(options)
            .Join(values.Where(value => value.Fault is null), fault => fault.Option, value => value.Option, (fault, value) =>
                $"The configuration key '{value.Key}' sets it to {fault.Value}. {fault.Advice}");
        return unreadable.Concat(outOfBounds);
    }
}
