using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Tests.Canary;

/// <summary>Shows the canary what objects say of themselves, and gives options a log that it reads.</summary>
internal static class WatchedObjects
{
    /// <summary>A client made with the options logs to the canary, unless they have a log of their own.</summary>
    public static BrevClientOptions Watched(this BrevClientOptions options)
    {
        options.LoggerFactory = options.LoggerFactory is NullLoggerFactory ? WatchedLog.Suite : options.LoggerFactory;
        return CanaryWatch.Suite.Dump(options);
    }

    /// <summary>A credential made with the options logs to the canary, unless they have a log of their own.</summary>
    public static BrevCredentialOptions Watched(this BrevCredentialOptions options)
    {
        options.LoggerFactory = options.LoggerFactory is NullLoggerFactory ? WatchedLog.Suite : options.LoggerFactory;
        return CanaryWatch.Suite.Dump(options);
    }

    /// <summary>What the object says of itself, and what the values of options say.</summary>
    public static T Dump<T>(this CanaryWatch watch, T value)
    {
        watch.See(TextKind.Dump, value?.ToString());
        foreach (var property in value is BrevClientOptions
            or BrevCredentialOptions or BrevLoginOptions ? value.GetType().GetProperties() : [])
        {
            watch.See(TextKind.Dump, property.GetValue(property.GetMethod!.IsStatic ? null : value)?.ToString());
        }

        return value;
    }
}
