using System.Globalization;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Settings;

namespace Brev.Sdk.Http;

/// <summary>
/// Checks a client's options once, when the client is made, so that a wrong one does not surface as a strange failure later.
/// </summary>
internal static class OptionsValidation
{
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public static void Validate(BrevClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (FindFaults(options).FirstOrDefault() is { } fault)
        {
            throw new ArgumentException($"{nameof(BrevClientOptions)}.{fault.Option} is {fault.Value}. {fault.Advice}", nameof(options));
        }
    }

    /// <summary>Every option that is out of its bounds.</summary>
    public static IEnumerable<OptionFault> FindFaults(BrevClientOptions options) =>
        new[]
        {
            Missing(options.Credential, nameof(options.Credential)),
            Missing(options.TimeProvider, nameof(options.TimeProvider)),
            Missing(options.LoggerFactory, nameof(options.LoggerFactory)),
            Endpoint(options.ControlPlaneEndpoint, nameof(options.ControlPlaneEndpoint)),
            Endpoint(options.PublicApiEndpoint, nameof(options.PublicApiEndpoint)),
            Time(options.RequestTimeout),
            Retries(options.MaxRetries),
            Size(options.MaxResponseSize),
            options.Handlers.Contains(null!)
                ? new(nameof(options.Handlers), "a list with null in it", "Add functions that make a handler.")
                : null,
        }.OfType<OptionFault>();

    private static OptionFault? Missing(object? value, string option) =>
        value is null ? new(option, "null", "Leave it at its default, or set a value.") : null;

    private static OptionFault? Endpoint(Uri? endpoint, string option)
    {
        if (endpoint is { IsAbsoluteUri: true } && (endpoint.UserInfo + endpoint.Query + endpoint.Fragment).Length > 0)
        {
            return new(
                option, SecretRedactor.Redact(endpoint.GetLeftPart(UriPartial.Path)), "Leave out user information, query and fragment.");
        }

        return SecureAddress.IsSecureRoot(endpoint)
            ? null
            : new(
                option,
                endpoint is null ? "null" : SecretRedactor.Redact(endpoint.OriginalString),
                "Set it to an absolute https address; http is allowed only to a loopback address, because a token would travel in clear.");
    }

    private static OptionFault? Time(TimeSpan timeout) =>
        timeout != Timeout.InfiniteTimeSpan && (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(1))
            ? new(
                nameof(BrevClientOptions.RequestTimeout),
                timeout.ToString("c", CultureInfo.InvariantCulture),
                "Set it to more than zero and at most one day, or to Timeout.InfiniteTimeSpan for no limit.")
            : null;

    private static OptionFault? Retries(int retries) =>
        retries is < 0 or > 10
            ? new(nameof(BrevClientOptions.MaxRetries), retries.ToString(CultureInfo.InvariantCulture), "Set it to 0 (never) up to 10.")
            : null;

    private static OptionFault? Size(long size) =>
        size < 1024 || size > Array.MaxLength
            ? new(nameof(BrevClientOptions.MaxResponseSize), size.ToString(
                CultureInfo.InvariantCulture), "Set it to 1024 up to 2147483591 bytes.")
            : null;
}
