using System.Globalization;
using Brev.Sdk.Authentication;
using Brev.Sdk.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk;

/// <summary>
/// How a credential refreshes its token. Every property has a working default; set only what differs.
/// A credential reads the options once, when it is created.
/// </summary>
public sealed class BrevCredentialOptions
{
    /// <summary>The lock is extended while its owner lives: an owner that loses the store then still has most of it left.</summary>
    private const double LockMargin = 1.5;

    /// <summary>The address of NVIDIA's identity provider (KAS) when <c>BREV_AUTH_URL</c> is not set.</summary>
    public static readonly Uri DefaultKasEndpoint = new("https://api.ngc.nvidia.com");

    /// <summary>The address of the Auth0 tenant of logins from before NVIDIA's.</summary>
    public static readonly Uri DefaultAuth0Endpoint = new("https://brevdev.us.auth0.com");

    /// <summary>
    /// The root of NVIDIA's identity provider (KAS). Default: the environment variable <c>BREV_AUTH_URL</c>, otherwise
    /// <see cref="DefaultKasEndpoint"/>. It must be https, or http to a loopback address.
    /// </summary>
    public Uri KasEndpoint { get; set; } = EnvironmentEndpoint.Read("BREV_AUTH_URL", DefaultKasEndpoint);

    /// <summary>
    /// The issuer (<c>iss</c>) of NVIDIA's tokens, compared exactly. Default: the environment variable
    /// <c>BREV_AUTH_ISSUER_URL</c>, otherwise <c>https://login.nvidia.com</c>.
    /// </summary>
    public string KasIssuer { get; set; } = EnvironmentText.Read("BREV_AUTH_ISSUER_URL", "https://login.nvidia.com");

    /// <summary>
    /// The root of the Auth0 tenant. Default: <see cref="DefaultAuth0Endpoint"/>. It must be https, or http to a loopback address.
    /// </summary>
    public Uri Auth0Endpoint { get; set; } = DefaultAuth0Endpoint;

    /// <summary>
    /// The issuer (<c>iss</c>) of Auth0's tokens, compared exactly. Default: <c>https://brevdev.us.auth0.com/</c>, with its slash.
    /// </summary>
    public string Auth0Issuer { get; set; } = "https://brevdev.us.auth0.com/";

    /// <summary>
    /// How long before its expiry a token is refreshed in the background. Default: 5 minutes. Bounds: zero (refresh only when expired)
    /// to one day. For a token with a short life it is clamped to a share of that life.
    /// </summary>
    public TimeSpan RefreshBeforeExpiry { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The time for one attempt at the identity provider. Default: 30 seconds. Bounds: more than zero, at most 10 minutes. The lock of the
    /// store is waited for twice as long before that, and four times as long by a sign-in.
    /// </summary>
    public TimeSpan RefreshTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The innermost handler of calls to the identity provider, for proxies and tests. Default: <see langword="null"/>, a handler of the
    /// SDK's own that follows no redirect. The caller owns a handler set here and disposes it. The SDK switches <c>AllowAutoRedirect</c>
    /// off on a <see cref="SocketsHttpHandler"/> or <see cref="HttpClientHandler"/>, also behind <see cref="DelegatingHandler"/>s, because
    /// a redirect could carry the refresh token to another host. One that follows redirects and has sent requests already can no longer be
    /// changed: creating the credential then ends in a <see cref="BrevConfigurationException"/>.
    /// </summary>
    public HttpMessageHandler? Transport { get; set; }

    /// <summary>The clock that tells whether a token has expired. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Where the credential writes its log. Default: to the log of the client that uses it, the latest one when there are several.
    /// </summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>What a credential reads once: later changes are not its own.</summary>
    internal BrevCredentialOptions Copy() => (BrevCredentialOptions)MemberwiseClone();

    /// <summary>Checks them, when a credential is made.</summary>
    /// <exception cref="ArgumentException">One is out of its bounds.</exception>
    internal void Validate()
    {
        const string Address = "must be an absolute https address without user information, query and fragment; http is allowed only to "
            + "a loopback address, because a refresh token would travel in clear.";
        const string Issuer = "is empty. Leave it at its default, or set the issuer exactly as tokens name it.";
        const string Null = "is null. Leave it at its default, or set a value.";
        Require(this, SecureAddress.IsSecureRoot(KasEndpoint), nameof(KasEndpoint), Address);
        Require(this, SecureAddress.IsSecureRoot(Auth0Endpoint), nameof(Auth0Endpoint), Address);
        Require(this, !string.IsNullOrWhiteSpace(KasIssuer), nameof(KasIssuer), Issuer);
        Require(this, !string.IsNullOrWhiteSpace(Auth0Issuer), nameof(Auth0Issuer), Issuer);
        Require(
            this, RefreshBeforeExpiry >= TimeSpan.Zero && RefreshBeforeExpiry <= TimeSpan.FromDays(1), nameof(RefreshBeforeExpiry),
            $"is {Print(RefreshBeforeExpiry)}. Set it to zero to one day.");
        Require(
            this, RefreshTimeout > TimeSpan.Zero && RefreshTimeout <= TimeSpan.FromMinutes(10), nameof(RefreshTimeout),
            $"is {Print(RefreshTimeout)}. Set it to more than zero, at most 10 minutes.");
        Require(this, TimeProvider is not null, nameof(TimeProvider), Null);
        Require(this, LoggerFactory is not null, nameof(LoggerFactory), Null);
    }

    /// <summary>
    /// A lock that does not outlive an attempt lets two processes present one refresh token when it is lost in the middle.
    /// </summary>
    internal void ValidateLock(BrevCredentialStore store)
    {
        var (expiry, least) = (store.LockExpiry, RefreshTimeout * LockMargin);
        if (expiry != Timeout.InfiniteTimeSpan && expiry < least)
        {
            throw new ArgumentException(
                $"LockExpiry is {Print(expiry)} in {TimeLimitedStore.Describe(store)}, less than half as long again as "
                    + $"{nameof(BrevCredentialOptions)}.{nameof(RefreshTimeout)} ({Print(RefreshTimeout)}): a lock that is "
                    + $"lost would let two processes spend one refresh token. Set it to {Print(least)} or more, or "
                    + $"{nameof(RefreshTimeout)} to {Print(expiry / LockMargin)} or less.",
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
