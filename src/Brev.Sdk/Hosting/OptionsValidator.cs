using Brev.Sdk.Http;
using Microsoft.Extensions.Options;

namespace Brev.Sdk.Hosting;

/// <summary>Checks the bounds of a client's options when the host starts.</summary>
internal sealed class OptionsValidator(string optionsName) : IValidateOptions<BrevClientOptions>
{
    public ValidateOptionsResult Validate(string? name, BrevClientOptions options)
    {
        if (name != optionsName)
        {
            return ValidateOptionsResult.Skip;
        }

        var client = optionsName.Length > 0 ? $" of the client '{optionsName}'" : "";
        var faults = OptionsValidation.FindFaults(options)
            .Select(fault => $"{nameof(BrevClientOptions)}.{fault.Option}{client} is {fault.Value}. {fault.Advice}")
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
