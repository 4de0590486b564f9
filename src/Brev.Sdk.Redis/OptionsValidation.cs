using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>Checks the options of a store when it is created, before anything is connected.</summary>
internal static class OptionsValidation
{
    /// <exception cref="ArgumentException">
    /// An option is missing or out of its bounds; the text says which and what to set, without a secret.
    /// </exception>
    public static void Validate(BrevRedisCredentialStoreOptions options)
    {
        var fault = FindFault(options);
        if (fault is not null)
        {
            throw new ArgumentException($"{nameof(BrevRedisCredentialStoreOptions)}.{fault}", nameof(options));
        }
    }

    private static string? FindFault(BrevRedisCredentialStoreOptions options) =>
        FindConnectionFault(options)
        ?? (options.DataProtectionProvider is null
            ? $"{nameof(options.DataProtectionProvider)} is not set, and a login is not stored in clear. Call "
                + "services.AddDataProtection() with keys that the whole fleet shares, or set a provider made by "
                + "DataProtectionProvider.Create."
            : null)
        ?? FindTextFault(nameof(options.KeyPrefix), options.KeyPrefix)
        ?? FindTextFault(nameof(options.Account), options.Account)
        ?? (options.KeyPrefix.AsSpan().ContainsAny('{', '}')
            ? $"{nameof(options.KeyPrefix)} contains a brace, which decides about the slot in a cluster. Leave it out."
            : null)
        ?? FindTimeFault(nameof(options.LockExpiry), options.LockExpiry, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15))
        ?? FindTimeFault(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        ?? FindTimeFault(nameof(options.KeepUnused), options.KeepUnused, TimeSpan.FromHours(1), TimeSpan.FromDays(3653))
        ?? (options.TimeProvider is null ? $"{nameof(options.TimeProvider)} is null. Leave the default." : null)
        ?? (options.LoggerFactory is null ? $"{nameof(options.LoggerFactory)} is null. Leave the default." : null);

    private static string? FindConnectionFault(BrevRedisCredentialStoreOptions options)
    {
        var isText = !string.IsNullOrWhiteSpace(options.ConnectionString);
        if (isText == options.ConnectionMultiplexer is not null)
        {
            return $"{nameof(options.ConnectionString)} and {nameof(options.ConnectionMultiplexer)} are {(isText ? "both" : "not")} set. "
                + "Set one of them: where Redis is, such as 'localhost:6379', or the application's own connection.";
        }

        if (!isText)
        {
            return null;
        }

        try
        {
            return ConfigurationOptions.Parse(options.ConnectionString!).EndPoints.Count > 0
                ? null
                : $"{nameof(options.ConnectionString)} names no host. Write one such as 'localhost:6379'.";
        }
        catch (ArgumentException)
        {
            // The parser's own text may repeat a part of what was given, a password for one.
            return $"{nameof(options.ConnectionString)} cannot be read. Write it as StackExchange.Redis does: "
                + "'host:6379,ssl=true,password=…'.";
        }
    }

    private static string? FindTextFault(string name, string value) =>
        string.IsNullOrWhiteSpace(value) ? $"{name} is blank. Leave the default, or set a name." : null;

    private static string? FindTimeFault(string name, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value < least || value > most ? $"{name} is {value}. Set it between {least} and {most}." : null;
}
