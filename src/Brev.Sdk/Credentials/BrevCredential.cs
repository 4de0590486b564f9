using System.Net;
using Brev.Sdk.Authentication;
using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk;

/// <summary>
/// Where a client's bearer tokens come from. Thread-safe: clients that share one share one token and one refresh. Disposing it waits for a
/// refresh under way, so that its result is stored.
/// </summary>
public abstract class BrevCredential : IAsyncDisposable
{
    private readonly TokenCache _denials;

    /// <summary>For credentials of an application's own.</summary>
    protected BrevCredential()
        : this(TimeProvider.System)
    {
    }

    internal BrevCredential(TimeProvider timeProvider)
    {
        var throttle = new RefreshThrottle(timeProvider);
        var telemetry = new RefreshTelemetry(NullLogger.Instance, () => GetType().Name, timeProvider);
        _denials = new TokenCache(new DerivedRefresher(this, throttle, timeProvider).RunAsync, throttle, telemetry, timeProvider);
    }

    /// <summary>
    /// The chain that most applications want: the environment variables <c>BREV_API_KEY</c> and <c>BREV_API_TOKEN</c>, then the credentials
    /// file of the brev CLI, then the service account inside a Brev workspace. The first that has a login which can be used serves until
    /// the credential is disposed; when that login ends, the error names the other places, and none of them takes over silently.
    /// </summary>
    /// <remarks>No client disposes it. A program that does so at its end saves a login that could not be saved before.</remarks>
    public static BrevCredential Default { get; } = new ChainedCredential(ChainedCredential.CreateLinks);

    /// <summary>
    /// An API key (<c>bak-…</c>), sent exactly as it is. It has no end that is known here, and is never parsed or refreshed.
    /// </summary>
    /// <param name="apiKey">The key. White space around it is dropped.</param>
    /// <exception cref="ArgumentException">The key is blank or cannot stand in an HTTP header.</exception>
    /// <exception cref="BrevConfigurationException">
    /// It does not begin with <c>bak-</c>, or it is an inference key (<c>brev_api_…</c>), which is for <c>https://api.brev.dev/v1</c>. A
    /// key in a credentials file or in a store of your own is not checked but sent as it is.
    /// </exception>
    public static BrevCredential FromApiKey(string apiKey) => StaticCredential.ForApiKey(apiKey);

    /// <summary>
    /// An access token alone. It cannot be refreshed: when it expires, calls end in <see cref="BrevLoginRequiredException"/>.
    /// </summary>
    /// <param name="accessToken">The token; a JWT's own expiry is honoured.</param>
    /// <param name="options">
    /// Its clock (<see cref="BrevCredentialOptions.TimeProvider"/>), and nothing else; <see langword="null"/> for the clock of the client
    /// that uses the credential.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The token is blank or cannot stand in an HTTP header, or an option is out of its bounds.
    /// </exception>
    /// <exception cref="BrevConfigurationException">
    /// It is an inference key (<c>brev_api_…</c>), which is for <c>https://api.brev.dev/v1</c>.
    /// </exception>
    public static BrevCredential FromAccessToken(string accessToken, BrevCredentialOptions? options = null) =>
        StaticCredential.ForAccessToken(accessToken, ClockOf(options));

    /// <summary>
    /// The login in a credentials file, shared with the brev CLI and with other processes: refreshed tokens are written back to it.
    /// </summary>
    /// <remarks>
    /// Two files may stand beside it, and are not to be deleted while programs run: <c>.lock</c>, always empty, and <c>.successor</c>, with
    /// which an encrypted login is guarded against programs without a lock, and which goes with a sign-out.
    /// </remarks>
    /// <param name="path">The file; <see langword="null"/> for <c>~/.brev/credentials.json</c>.</param>
    /// <param name="options">How to refresh; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public static BrevCredential FromCredentialsFile(string? path = null, BrevCredentialOptions? options = null) =>
        new StoredCredential(new CredentialsFileStore(path), options);

    /// <summary>A login that lives in this process only; refreshed tokens are stored nowhere.</summary>
    /// <param name="accessToken">The access token, a JWT; it may have expired already.</param>
    /// <param name="refreshToken">What refreshes it: <c>sessionKey:deviceId</c> for NVIDIA, opaque for Auth0.</param>
    /// <param name="options">How to refresh; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">A token is blank, or an option is out of its bounds.</exception>
    public static BrevCredential FromTokens(string accessToken, string refreshToken, BrevCredentialOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessToken);
        ArgumentException.ThrowIfNullOrWhiteSpace(refreshToken);
        HeaderText.Require(accessToken.Trim(), nameof(accessToken));
        return new StoredCredential(
            new MemoryCredentialStore(new BrevStoredCredential { AccessToken = accessToken, RefreshToken = refreshToken }), options);
    }

    /// <summary>
    /// The environment variable <c>BREV_API_KEY</c>, otherwise <c>BREV_API_TOKEN</c>, read at the first call, and again when their value
    /// has expired or is rejected. Neither can be refreshed.
    /// </summary>
    /// <remarks>
    /// White space is dropped, and a blank variable counts as unset. <c>BREV_API_KEY</c> must hold an API key (<c>bak-…</c>), and neither
    /// may hold an inference key (<c>brev_api_…</c>): every call then ends in a <see cref="BrevConfigurationException"/> before anything is
    /// sent, also in <see cref="Default"/>.
    /// </remarks>
    /// <param name="options">
    /// Its clock, and nothing else; <see langword="null"/> for the clock of the client that uses the credential.
    /// </param>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public static BrevCredential FromEnvironment(BrevCredentialOptions? options = null) =>
        StaticCredential.ForEnvironment(ClockOf(options));

    /// <summary>A login in a store of your own: a vault, or one that a fleet of machines shares.</summary>
    /// <param name="store">The store. The credential does not dispose it.</param>
    /// <param name="options">How to refresh; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of its bounds, or the lock of the store does not outlive an attempt (<see cref="BrevCredentialStore.LockExpiry"/>).
    /// </exception>
    public static BrevCredential FromStore(BrevCredentialStore store, BrevCredentialOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new StoredCredential(store, options);
    }

    /// <summary>
    /// A token that can be sent now. When a token is at hand and not about to expire, this completes at once, without any lock or
    /// allocation.
    /// </summary>
    /// <param name="forceRefresh">
    /// Whether to refresh the token first, even when it is still valid. Callers at the same time share one refresh.
    /// </param>
    /// <param name="cancellationToken">Ends this caller's wait; a refresh under way goes on for the others.</param>
    /// <exception cref="BrevLoginRequiredException">There is no usable credential, or the identity provider rejected it.</exception>
    /// <exception cref="BrevConnectionException">The token has expired and could not be refreshed for a passing reason.</exception>
    /// <exception cref="BrevConfigurationException">The stored credential cannot be read.</exception>
    public abstract ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default);

    /// <summary>Waits for a refresh under way and releases what the credential holds.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await DrainAsync().ConfigureAwait(false);
    }

    /// <summary>Ends with the refresh that is under way, and all that belongs to it.</summary>
    internal Task DrainAsync() => Cache.DrainAsync();

    /// <summary>What answers a denied token.</summary>
    private protected virtual TokenCache Cache => _denials;

    /// <summary>Whose the last token was; <see langword="null"/> when there was none, or it does not say.</summary>
    internal virtual TokenClaims? Account => null;

    /// <summary>
    /// The login that the next token comes from, where more than the token is known of it, and the folder that it shares with the brev CLI,
    /// if it does.
    /// </summary>
    internal virtual ValueTask<(BrevStoredCredential? TokenSet, string? Folder)> FindLoginAsync(CancellationToken cancellationToken) =>
        default;

    /// <summary>Where the login came from, in sentences, when there are other places that a person may think of.</summary>
    internal virtual string? Origin => null;

    /// <summary>
    /// What to send after the server denied <paramref name="denied"/>: a token that differs from it, or <see langword="null"/> when
    /// there is none and the caller should see the server's answer. One that throws says why there is none, and what to do.
    /// </summary>
    internal virtual ValueTask<BrevAccessToken?> ReplaceDeniedAsync(
        BrevAccessToken denied, HttpStatusCode status, CancellationToken cancellationToken) =>
        Cache.ReplaceDeniedAsync(denied, status, cancellationToken);

    /// <summary>Told by every client that uses it; only one that was made without a log, or a clock, of its own heeds it.</summary>
    internal virtual void Attach(ILoggerFactory clientLog, TimeProvider clientClock)
    {
    }

    private static TimeProvider? ClockOf(BrevCredentialOptions? options)
    {
        options?.Validate();
        return options?.TimeProvider;
    }
}
