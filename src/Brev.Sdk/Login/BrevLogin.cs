using Brev.Sdk.Credentials;
using Brev.Sdk.IdentityProviders;
using Brev.Sdk.Login;
using Brev.Sdk.Stores;

namespace Brev.Sdk;

/// <summary>
/// Signs a person or a machine in, as <c>brev login</c> does, and writes the credentials file that the brev CLI and <see
/// cref="BrevCredential.Default"/> read. Nothing in the SDK calls this by itself.
/// </summary>
/// <remarks>
/// Unlike the CLI it leaves the profile of the user alone, stores no placeholder where there is no token, and keeps the file readable for
/// its owner only.
/// </remarks>
public static class BrevLogin
{
    /// <summary>
    /// Signs a person in with a browser: <paramref name="showPrompt"/> shows an address, and the sign-in completes when the person has
    /// signed in there. The new login replaces the old one in the credentials file, an API key included.
    /// </summary>
    /// <param name="options">Who signs in, and where.</param>
    /// <param name="showPrompt">
    /// Shows the address and the code, or opens a browser. Waiting for the sign-in begins when its task completes.
    /// </param>
    /// <param name="cancellationToken">Gives the sign-in up; nothing is stored then.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds, or NVIDIA's login has no e-mail address.</exception>
    /// <exception cref="BrevLoginRequiredException">
    /// The person refused, the code expired, or the provider signed in an account that Brev does not accept.
    /// </exception>
    /// <exception cref="BrevTimeoutException">
    /// The sign-in was not completed in time (5 minutes at NVIDIA, what Auth0 says there), or another process holds the lock of the
    /// credentials file.
    /// </exception>
    /// <exception cref="BrevConnectionException">The provider, or Brev, could not be reached or kept failing.</exception>
    /// <exception cref="BrevConfigurationException">What answers at the provider's address is something else.</exception>
    /// <exception cref="BrevException">
    /// The login could not be stored: the folder is not writable, the disk is full. The message says which and what to do.
    /// </exception>
    /// <exception cref="BrevApiException">
    /// The login is stored, but Brev refused to register a person who signed in for the first time.
    /// </exception>
    public static async Task<BrevAccount> SignInAsync(
        DeviceLoginOptions options, Func<DeviceLoginPrompt, CancellationToken, Task> showPrompt,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(showPrompt);
        options.Credential.Validate();
        if (options.Provider == BrevLoginProvider.Nvidia && string.IsNullOrWhiteSpace(options.Email))
        {
            throw new ArgumentException($"{nameof(DeviceLoginOptions)}.{nameof(options.Email)} is empty. Set it to the e-mail address "
                + "of the NVIDIA account that signs in.",
                nameof(options));
        }

        var result = await RunDeviceLoginAsync(options, showPrompt, cancellationToken).ConfigureAwait(false);
        var account = await StoreAsync(
            options, new BrevStoredCredential { AccessToken = result.AccessToken, RefreshToken = result.RefreshToken }, cancellationToken)
            .ConfigureAwait(
            false);
        if (options.AskBrev)
        {
            // Only now: no person should have to go to the browser again because Brev was busy for a moment.
            await LoginCheck.RegisterAsync(options, result.IdToken, cancellationToken).ConfigureAwait(false);
        }

        return account;
    }

    /// <summary>
    /// Signs in with a token of one's own: an access token, which cannot be refreshed and ends with its time, or what refreshes an NVIDIA
    /// login (<c>sessionKey:deviceId</c>), which buys an access token at once.
    /// </summary>
    /// <param name="token">The token. White space around it is dropped.</param>
    /// <param name="options">Where the login is kept and who is asked; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives the sign-in up; nothing is stored then.</param>
    /// <exception cref="ArgumentException">The token is neither of the two.</exception>
    /// <exception cref="BrevLoginRequiredException">The token has expired, or is not accepted. Nothing has been stored.</exception>
    /// <exception cref="BrevConnectionException">Brev, or the identity provider, could not be reached. Nothing has been stored.</exception>
    /// <exception cref="BrevTimeoutException">Another process holds the lock of the credentials file. Nothing has been stored.</exception>
    /// <exception cref="BrevException">
    /// The login could not be stored: the folder is not writable, the disk is full. The message says which and what to do.
    /// </exception>
    public static async Task<BrevAccount> SignInWithTokenAsync(
        string token, BrevLoginOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(token);
        options ??= new BrevLoginOptions();
        options.Credential.Validate();
        var login = await ResolveAsync(token.Trim(), options, cancellationToken).ConfigureAwait(false);
        if (options.AskBrev)
        {
            await LoginCheck.TryTokenAsync(options, login.AccessToken!, cancellationToken).ConfigureAwait(false);
        }

        return await StoreAsync(options, login, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Signs in with an API key of an organization, which needs no refresh. A login with tokens in the same file stays beside it and is not
    /// used while the key is there. The organization becomes the active one of the brev CLI.
    /// </summary>
    /// <param name="apiKey">The key (<c>bak-…</c>). White space around it is dropped.</param>
    /// <param name="organizationId">The organization that the key belongs to.</param>
    /// <param name="options">Where the login is kept and who is asked; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives the sign-in up; nothing is stored then.</param>
    /// <exception cref="ArgumentException">
    /// The key does not start with <c>bak-</c>, is an inference key, or one of the two is blank.
    /// </exception>
    /// <exception cref="BrevLoginRequiredException">
    /// Brev does not accept the key, or not for this organization. Nothing has been stored.
    /// </exception>
    /// <exception cref="BrevConnectionException">Brev could not be reached. Nothing has been stored.</exception>
    /// <exception cref="BrevTimeoutException">Another process holds the lock of the credentials file. Nothing has been stored.</exception>
    /// <exception cref="BrevException">
    /// The login could not be stored: the folder is not writable, the disk is full. The message says which and what to do.
    /// </exception>
    public static async Task<BrevAccount> SignInWithApiKeyAsync(
        string apiKey, string organizationId, BrevLoginOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(apiKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(organizationId);
        options ??= new BrevLoginOptions();
        var key = new BrevAccessToken(apiKey.Trim()).Token;
        if (ApiKeyFormat.FindProblem(key, "What was passed as an API key") is { } problem)
        {
            throw new ArgumentException($"{problem} Pass other tokens to {nameof(SignInWithTokenAsync)}.", nameof(apiKey));
        }

        var organization = organizationId.Trim();
        if (options.AskBrev)
        {
            await LoginCheck.TryApiKeyAsync(options, key, organization, cancellationToken).ConfigureAwait(false);
        }

        return options.Store is { } store
            ? await new LoginStore(store, options).StoreAsync(
                new BrevStoredCredential { ApiKey = key, ApiKeyOrganizationId = organization }, cancellationToken).ConfigureAwait(false)
            : await new LoginFile(options).StoreApiKeyAsync(key, organization, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Signs out on this machine: deletes the credentials file and the CLI's active organization beside it, or empties the store of the
    /// options. Neither provider has a way to end a login from here, so a copy of the file elsewhere stays good.
    /// </summary>
    /// <param name="options">Where the login is kept; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up waiting for another process that is just refreshing the login.</param>
    /// <exception cref="BrevTimeoutException">Another process holds the lock of the credentials file. Nothing has been deleted.</exception>
    /// <exception cref="BrevException">The login could not be deleted; the message says why and what to do.</exception>
    public static Task SignOutAsync(BrevLoginOptions? options = null, CancellationToken cancellationToken = default) =>
        options?.Store is { } store
        ? new LoginStore(store, options).ClearAsync(cancellationToken)
        : new LoginFile(options ?? new BrevLoginOptions()).DeleteAsync(cancellationToken);

    private static async Task<DeviceLoginResult> RunDeviceLoginAsync(
        DeviceLoginOptions options, Func<DeviceLoginPrompt, CancellationToken, Task> showPrompt, CancellationToken cancellationToken)
    {
        try
        {
            switch (options.Provider)
            {
                case BrevLoginProvider.Nvidia:
                    using (var kas = new KasIdentityProvider(options.Credential))
                    {
                        return await new KasDeviceLogin(kas, options).RunAsync(showPrompt, cancellationToken).ConfigureAwait(false);
                    }

                case BrevLoginProvider.Auth0:
                    using (var auth0 = new Auth0IdentityProvider(options.Credential))
                    {
                        return await new Auth0DeviceLogin(auth0, options).RunAsync(showPrompt, cancellationToken).ConfigureAwait(false);
                    }

                default:
                    throw new ArgumentOutOfRangeException(
                        nameof(options), options.Provider, $"{nameof(options.Provider)} is none of {nameof(BrevLoginProvider)}.");
            }
        }
        catch (RefreshFailedException failure)
        {
            throw LoginFailure.From(failure);
        }
    }

    /// <summary>What a token given by hand stands for. The CLI would store a placeholder beside it, and fail at its next refresh.</summary>
    private static async Task<BrevStoredCredential> ResolveAsync(
        string token, BrevLoginOptions options, CancellationToken cancellationToken)
    {
        if (TokenClaims.TryRead(token, out var claims))
        {
            return claims.ExpiresOn is { } expiry && expiry <= options.Credential.TimeProvider.GetUtcNow()
                ? throw new BrevLoginRequiredException($"The token expired on {expiry:u}, so it has not been stored. Copy a new one "
                    + "from the settings page, or use an API key.")
                : new BrevStoredCredential { AccessToken = token };
        }

        if (!KasSession.TryParse(token, out _))
        {
            throw new ArgumentException(
                $"The token is neither a JWT nor what refreshes an NVIDIA login (sessionKey:deviceId). Pass an API key to "
                    + $"{nameof(SignInWithApiKeyAsync)}.",
                    nameof(token));
        }

        try
        {
            using var kas = new KasIdentityProvider(options.Credential);
            var session = new BrevStoredCredential { RefreshToken = token };
            var refreshed = await kas.RefreshAsync(session, cancellationToken).ConfigureAwait(false);
            return session with { AccessToken = refreshed.AccessToken };
        }
        catch (RefreshFailedException failure)
        {
            throw LoginFailure.From(failure);
        }
    }

    private static Task<BrevAccount> StoreAsync(
        BrevLoginOptions options, BrevStoredCredential login, CancellationToken cancellationToken) =>
        options.Store is { } store
            ? new LoginStore(store, options).StoreAsync(login, cancellationToken)
            : new LoginFile(options).StoreAsync(login, cancellationToken);
}
