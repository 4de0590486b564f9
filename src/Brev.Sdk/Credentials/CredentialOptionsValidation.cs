using System.Globalization;
using Brev.Sdk.Authentication;
using Brev.Sdk.Settings;

namespace Brev.Sdk.Credentials;

/// <summary>Checks a credential's options once, when it is made.</summary>
internal static class CredentialOptionsValidation
{
    /// <summary>The lock is extended while its owner lives: an owner that loses the store then still has most of it left.</summary>
    private const double LockMargin = 1.5;

    public static void Validate(BrevCredentialOptions options)
    {
        Endpoint(options, options.KasEndpoint, nameof(options.KasEndpoint));
        Endpoint(options, options.Auth0Endpoint, nameof(options.Auth0Endpoint));
        Text(options, options.KasIssuer, nameof(options.KasIssuer));
        Text(options, options.Auth0Issuer, nameof(options.Auth0Issuer));
        var (window, limit) = (options.RefreshBeforeExpiry, options.RefreshTimeout);
        Range(options, window, nameof(options.RefreshBeforeExpiry), window >= TimeSpan.Zero
            && window <= TimeSpan.FromDays(1), "zero to one day");
        Range(
            options, limit, nameof(options.RefreshTimeout), limit > TimeSpan.Zero && limit <= TimeSpan.FromMinutes(10),
            "more than zero, at most 10 minutes");
        if (options.TimeProvider is null || options.LoggerFactory is null)
        {
            var property = options.TimeProvider is null ? nameof(options.TimeProvider) : nameof(options.LoggerFactory);
            throw new ArgumentException(
                $"{nameof(BrevCredentialOptions)}.{property} is null. Leave it at its default, or set a value.", nameof(options));
        }
    }

    /// <summary>
    /// A lock that does not outlive an attempt lets two processes present one refresh token when it is lost in the middle.
    /// </summary>
    public static void ValidateLock(BrevCredentialOptions options, BrevCredentialStore store)
    {
        var (expiry, least) = (store.LockExpiry, options.RefreshTimeout * LockMargin);
        if (expiry != Timeout.InfiniteTimeSpan && expiry < least)
        {
            throw new ArgumentException(
                $"LockExpiry is {Print(expiry)} in {TimeLimitedStore.Describe(store)}, less than half as long again as "
                    + $"{nameof(BrevCredentialOptions)}.{nameof(options.RefreshTimeout)} ({Print(options.RefreshTimeout)}): a lock that is "
                    + $"lost would let two processes spend one refresh token. Set it to {Print(least)} or more, or "
                    + $"{nameof(options.RefreshTimeout)} to {Print(expiry / LockMargin)} or less.",
                nameof(store));
        }
    }

    private static string Print(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);

    private static void Endpoint(BrevCredentialOptions options, Uri? endpoint, string property)
    {
        if (!SecureAddress.IsSecureRoot(endpoint))
        {
            throw new ArgumentException($"{nameof(BrevCredentialOptions)}.{property} must be an absolute https address without user "
                + "information, query and fragment; http is allowed only to a loopback address, because a refresh token would travel "
                + "in clear.",
                nameof(options));
        }
    }

    private static void Text(BrevCredentialOptions options, string? value, string property)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"{nameof(BrevCredentialOptions)}.{property} is empty. Leave it at its default, or set the "
                + "issuer exactly as tokens name it.",
                nameof(options));
        }
    }

    private static void Range(BrevCredentialOptions options, TimeSpan value, string property, bool isInside, string bounds)
    {
        if (!isInside)
        {
            throw new ArgumentException($"{nameof(BrevCredentialOptions)}.{property} is "
                + $"{Print(value)}. Set it to {bounds}.",
                nameof(options));
        }
    }
}
