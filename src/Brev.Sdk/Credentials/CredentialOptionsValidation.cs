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
        const string Address = "must be an absolute https address without user information, query and fragment; http is allowed only to "
            + "a loopback address, because a refresh token would travel in clear.";
        const string Issuer = "is empty. Leave it at its default, or set the issuer exactly as tokens name it.";
        const string Null = "is null. Leave it at its default, or set a value.";
        var (window, limit) = (options.RefreshBeforeExpiry, options.RefreshTimeout);
        Require(options, SecureAddress.IsSecureRoot(options.KasEndpoint), nameof(options.KasEndpoint), Address);
        Require(options, SecureAddress.IsSecureRoot(options.Auth0Endpoint), nameof(options.Auth0Endpoint), Address);
        Require(options, !string.IsNullOrWhiteSpace(options.KasIssuer), nameof(options.KasIssuer), Issuer);
        Require(options, !string.IsNullOrWhiteSpace(options.Auth0Issuer), nameof(options.Auth0Issuer), Issuer);
        Require(
            options, window >= TimeSpan.Zero && window <= TimeSpan.FromDays(1), nameof(options.RefreshBeforeExpiry),
            $"is {Print(window)}. Set it to zero to one day.");
        Require(
            options, limit > TimeSpan.Zero && limit <= TimeSpan.FromMinutes(10), nameof(options.RefreshTimeout),
            $"is {Print(limit)}. Set it to more than zero, at most 10 minutes.");
        Require(options, options.TimeProvider is not null, nameof(options.TimeProvider), Null);
        Require(options, options.LoggerFactory is not null, nameof(options.LoggerFactory), Null);
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

    private static void Require(BrevCredentialOptions options, bool isRight, string property, string problem)
    {
        if (!isRight)
        {
            throw new ArgumentException($"{nameof(BrevCredentialOptions)}.{property} {problem}", nameof(options));
        }
    }
}
