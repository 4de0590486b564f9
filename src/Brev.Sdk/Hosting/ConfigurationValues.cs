using System.Globalization;
using Brev.Sdk.Credentials;
using Microsoft.Extensions.Configuration;

namespace Brev.Sdk.Hosting;

/// <summary>
/// The options that a configuration section can set. Read by hand, one line for each: the configuration binder would need reflection, and
/// could not say which key is wrong.
/// </summary>
internal static class ConfigurationValues
{
    public const string ApiKey = "ApiKey";
    public const string CredentialsFile = "CredentialsFile";

    public static IEnumerable<ConfigurationValue> Read(IConfiguration configuration) =>
        new[]
        {
            Address(configuration, nameof(BrevClientOptions.ControlPlaneEndpoint), static (options, address) =>
                options.ControlPlaneEndpoint = address),
            Address(configuration, nameof(BrevClientOptions.PublicApiEndpoint), static (options, address) =>
                options.PublicApiEndpoint = address),
            Time(configuration, nameof(BrevClientOptions.RequestTimeout), static (options, time) => options.RequestTimeout = time),
            Number(configuration, nameof(BrevClientOptions.MaxRetries), int.MaxValue, static (options, number) =>
                options.MaxRetries = (int)number),
            Number(configuration, nameof(BrevClientOptions.MaxResponseSize), long.MaxValue, static (options, number) =>
                options.MaxResponseSize = number),
            Value(configuration, nameof(BrevClientOptions.OrganizationId), static text => options => options.OrganizationId = text, ""),
            Credential(configuration),
        }.OfType<ConfigurationValue>();

    private static ConfigurationValue? Address(IConfiguration configuration, string name, Action<BrevClientOptions, Uri> set) =>
        Value(
            configuration,
            name,
            text => Uri.TryCreate(text, UriKind.Absolute, out var address) ? options => set(options, address) : null,
            "is not an address. Write one such as 'https://api.brev.dev'.");

    private static ConfigurationValue? Time(IConfiguration configuration, string name, Action<BrevClientOptions, TimeSpan> set) =>
        Value(configuration, name, text => ReadTime(text) is { } time ? options => set(options, time) : null,
            "is not a time. Write hours, minutes and seconds such as '00:00:30', or 'infinite'.");

    private static ConfigurationValue? Number(IConfiguration configuration, string name, long largest,
        Action<BrevClientOptions, long> set) =>
        Value(
            configuration,
            name,
            text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && Math.Abs((decimal)number) <= largest ? options => set(options, number) : null,
            "is not a whole number that fits. Write digits such as '2'.");

    private static ConfigurationValue? Value(IConfiguration configuration, string name, Func<string, Action<BrevClientOptions>?> read,
        string fault)
    {
        var text = configuration[name]?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var apply = read(text);
        return new ConfigurationValue(Key(configuration, name), name, apply, apply is null ? fault : null);
    }

    /// <summary>A number alone would be days to .NET, which no one means.</summary>
    private static TimeSpan? ReadTime(string text) =>
        text.Equals("infinite", StringComparison.OrdinalIgnoreCase) ? Timeout.InfiniteTimeSpan
        : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time
        : null;

    private static ConfigurationValue? Credential(IConfiguration configuration)
    {
        var (apiKey, file) = (configuration[ApiKey]?.Trim(), configuration[CredentialsFile]?.Trim());
        return (string.IsNullOrEmpty(apiKey), string.IsNullOrEmpty(file)) switch
        {
            (true, true) => null,
            (false, false) => Login(ApiKey, null,
                $"stands beside '{Key(configuration, CredentialsFile)}', and a client has one login. Remove one of the two."),
            (false, true) => FromApiKey(apiKey!),
            _ => Login(CredentialsFile, options => options.Credential = BrevCredential.FromCredentialsFile(file), null),
        };

        ConfigurationValue Login(string name, Action<BrevClientOptions>? apply, string? fault) =>
            new(Key(configuration, name), nameof(BrevClientOptions.Credential), apply, fault);

        ConfigurationValue FromApiKey(string text)
        {
            if (ApiKeyFormat.FindProblem(text, "Its value") is { } problem)
            {
                return Login(ApiKey, null, $"cannot be used. {problem}");
            }

            try
            {
                var credential = BrevCredential.FromApiKey(text);
                return Login(ApiKey, options => options.Credential = credential, null);
            }
            catch (ArgumentException)
            {
                // Its text may show a part of what was given, so it goes no further.
                return Login(ApiKey, null,
                    "is not an API key of Brev. Write one that begins with 'bak-', from the settings of the Brev console.");
            }
        }
    }

    private static string Key(IConfiguration configuration, string name) =>
        configuration is IConfigurationSection section ? ConfigurationPath.Combine(section.Path, name) : name;
}
