using Brev.Sdk.Authentication;
using Brev.Sdk.Connections;
using Brev.Sdk.Errors;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Login;

/// <summary>A login that goes into a store of the application's instead of the credentials file.</summary>
internal sealed class LoginStore
{
    private readonly BrevCredentialStore _store;
    private readonly BrevLoginOptions _options;

    public LoginStore(BrevCredentialStore store, BrevLoginOptions options)
    {
        if (options.CredentialsPath is not null)
        {
            throw new ArgumentException(
                $"{nameof(BrevLoginOptions)}.{nameof(BrevLoginOptions.CredentialsPath)} and {nameof(BrevLoginOptions.Store)} are both "
                    + "set. Set one of them: where the login is kept.",
                    nameof(options));
        }

        (_store, _options) = (store, options);
    }

    /// <summary>Replaces the login, an API key included: a person who signs in wants to be that person.</summary>
    public async Task<BrevAccount> StoreAsync(BrevStoredCredential login, CancellationToken cancellationToken)
    {
        _ = TokenClaims.TryRead(login.AccessToken, out var claims);
        await SaveAsync(login with { AccessTokenExpiresOn = claims?.ExpiresOn, AccessTokenIssuedOn = claims?.IssuedOn }, cancellationToken)
            .ConfigureAwait(false);
        return new BrevAccount(
            TokenClaims.ReadEmail(login.AccessToken), claims?.Subject, claims?.Issuer, login.ApiKeyOrganizationId, claims?.ExpiresOn,
            !string.IsNullOrEmpty(login.RefreshToken), TimeLimitedStore.Describe(_store));
    }

    /// <summary>A credential that holds nothing means that no one is signed in.</summary>
    public Task ClearAsync(CancellationToken cancellationToken) => SaveAsync(new BrevStoredCredential(), cancellationToken);

    /// <summary>
    /// Under the lock, so that a refresh under way does not fail at its save. It is waited for as long as two attempts at the provider may
    /// take, and then some.
    /// </summary>
    private async Task SaveAsync(BrevStoredCredential login, CancellationToken cancellationToken)
    {
        var patience = _options.Credential.RefreshTimeout * 4;
        using var overdue = new CancellationTokenSource(patience, _options.Credential.TimeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        var token = limit.Token;
        try
        {
            _ = await DetachedWait.RunAsync(() => LockAndSaveAsync(login, token), token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw overdue.IsCancellationRequested
                ? new BrevTimeoutException(
                    $"{TimeLimitedStore.Describe(_store)} could not be locked and written within {patience.TotalSeconds:0} seconds: "
                        + "another process holds its lock, or it does not answer. Try again.", patience)
                : Failure(exception, login);
        }
    }

    private async Task<bool> LockAndSaveAsync(BrevStoredCredential login, CancellationToken cancellationToken)
    {
        var held = await _store.LockAsync(cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _store.SaveAsync(login, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>A store's exception is not to be trusted with what was being stored: only its masked text is shown.</summary>
    private BrevException Failure(Exception exception, BrevStoredCredential login)
    {
        var text = StoreFailureText.Of(exception, login);
        return exception switch
        {
            BrevConfigurationException => new BrevConfigurationException(text),
            BrevException { IsTransient: true } => new BrevConnectionException(text),
            _ => new BrevException($"The login could not be stored in {TimeLimitedStore.Describe(_store)} ({exception.GetType().Name}: "
                + $"{text}). See that it can be written, and try again."),
        };
    }
}
