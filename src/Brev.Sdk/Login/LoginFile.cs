using Brev.Sdk.Credentials;
using Brev.Sdk.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Login;

/// <summary>The files of a login: the credentials, and beside them the organization that the brev CLI works in.</summary>
internal sealed class LoginFile(BrevLoginOptions options)
{
    private const string Remedy = $" Make the folder writable for this user and see that the disk has room, or set another {nameof(BrevLoginOptions.CredentialsPath)}, and try again.";

    private readonly CredentialsFileStore _store = new(options.CredentialsPath);

    private ActiveOrganizationFile ActiveOrganization => new(Path.GetDirectoryName(_store.Description)!);

    /// <summary>Replaces the login, an API key included: a person who signs in wants to be that person.</summary>
    public async Task<BrevAccount> StoreAsync(BrevStoredCredential login, CancellationToken cancellationToken)
    {
        await UnderLockAsync(isWriting: true, () => _store.ReplaceAsync(login, cancellationToken), cancellationToken).ConfigureAwait(false);
        _ = TokenClaims.TryRead(login.AccessToken, out var claims);
        return new BrevAccount(
            claims?.Email, claims?.Subject, claims?.Issuer, null, claims?.ExpiresOn, !string.IsNullOrEmpty(login.RefreshToken), _store.Description);
    }

    /// <summary>Puts an API key in front of whatever login the file holds.</summary>
    public async Task<BrevAccount> StoreApiKeyAsync(string apiKey, string organizationId, CancellationToken cancellationToken)
    {
        await UnderLockAsync(isWriting: true, StoreAsync, cancellationToken).ConfigureAwait(false);
        return new BrevAccount(null, null, null, organizationId, null, RenewsItself: false, _store.Description);

        async ValueTask StoreAsync()
        {
            await _store.ChangeAsync(stored => stored with { ApiKey = apiKey, ApiKeyOrganizationId = organizationId }, cancellationToken).ConfigureAwait(false);
            await ActiveOrganization.WriteAsync(new Organization { Id = organizationId, Name = organizationId }).ConfigureAwait(false);
        }
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.GetDirectoryName(_store.Description)))
        {
            return;
        }

        await UnderLockAsync(isWriting: false, DeleteAsync, cancellationToken).ConfigureAwait(false);

        async ValueTask DeleteAsync()
        {
            await _store.DeleteAsync(cancellationToken).ConfigureAwait(false);
            CredentialsFileStore.DeleteIfPresent(ActiveOrganization.Path);
        }
    }

    private async Task UnderLockAsync(bool isWriting, Func<ValueTask> change, CancellationToken cancellationToken)
    {
        try
        {
            var held = await LockAsync(isWriting, cancellationToken).ConfigureAwait(false);
            await using (held.ConfigureAwait(false))
            {
                await change().ConfigureAwait(false);
            }

            if (held.Obstacle is { } obstacle)
            {
                var logger = options.Credential.LoggerFactory.CreateLogger<BrevCredential>();
                Say.Quietly(() => Log.StoreNotLocked(logger, _store.Description, obstacle));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrevException(
                $"The login in '{_store.Description}' could not be {(isWriting ? "stored" : "deleted")}: {exception.Message.TrimEnd('.')}.{(exception is StoreUnavailableException ? "" : Remedy)}", exception);
        }
    }

    /// <summary>
    /// Another process that never gives the lock back must not hold up a person who has just signed in. One that waits for its identity provider may take two attempts
    /// at it and what comes before and after them, which is worth waiting for: the login that has just been had is lost otherwise.
    /// </summary>
    private async Task<CredentialsFileLock> LockAsync(bool isWriting, CancellationToken cancellationToken)
    {
        var patience = options.Credential.RefreshTimeout * 4;
        using var overdue = new CancellationTokenSource(patience, options.Credential.TimeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        CredentialsFileLock? held = null;
        try
        {
            held = await _store.AcquireAsync(limit.Token).ConfigureAwait(false);
            if (isWriting)
            {
                await held.TakeAsync(limit.Token).ConfigureAwait(false);
            }

            return held;
        }
        catch (Exception exception)
        {
            if (held is not null)
            {
                await held.DisposeAsync().ConfigureAwait(false);
            }

            if (exception is not OperationCanceledException || cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw new BrevTimeoutException(
                $"Another process has held the lock of {_store.Description} for {patience.TotalSeconds:0} seconds, so nothing was {(isWriting ? "stored" : "deleted")}. End it, or try again.",
                patience,
                exception);
        }
    }
}
