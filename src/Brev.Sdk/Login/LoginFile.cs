using Brev.Sdk.Credentials;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Files;
using Brev.Sdk.Stores;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Login;

/// <summary>The files of a login: the credentials, and beside them the organization that the brev CLI works in.</summary>
internal sealed class LoginFile(BrevLoginOptions options)
{
    private const string Remedy = $" Make the folder writable for this user and see that the disk has room, or set another "
        + $"{nameof(BrevLoginOptions.CredentialsPath)}, and try again.";

    private readonly CredentialsFileStore _store = new(options.CredentialsPath);

    private ActiveOrganizationFile ActiveOrganization => new(Path.GetDirectoryName(_store.Description)!);

    /// <summary>Replaces the login, an API key included: a person who signs in wants to be that person.</summary>
    public async Task<BrevAccount> StoreAsync(BrevStoredCredential login, CancellationToken cancellationToken)
    {
        await UnderLockAsync(isWriting: true, () => _store.SaveAsync(login, cancellationToken), cancellationToken).ConfigureAwait(false);
        _ = TokenClaims.TryRead(login.AccessToken, out var claims);
        return new BrevAccount(
            TokenClaims.ReadEmail(login.AccessToken), claims?.Subject, claims?.Issuer, null, claims?.ExpiresOn,
            !string.IsNullOrEmpty(login.RefreshToken), _store.Description);
    }

    /// <summary>Puts an API key in front of whatever login the file holds.</summary>
    public async Task<BrevAccount> StoreApiKeyAsync(string apiKey, string organizationId, CancellationToken cancellationToken)
    {
        await UnderLockAsync(isWriting: true, StoreAsync, cancellationToken).ConfigureAwait(false);
        return new BrevAccount(null, null, null, organizationId, null, CanRefresh: false, _store.Description);

        async ValueTask StoreAsync()
        {
            var stored = await ReadAsync(cancellationToken).ConfigureAwait(false);
            await _store.SaveAsync(
                stored with { ApiKey = apiKey, ApiKeyOrganizationId = organizationId }, cancellationToken).ConfigureAwait(false);
            await ActiveOrganization.WriteAsync(new Organization { Id = organizationId, Name = organizationId }).ConfigureAwait(false);
        }
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        await UnderLockAsync(isWriting: false, DeleteAsync, cancellationToken).ConfigureAwait(false);

        async ValueTask DeleteAsync()
        {
            await _store.SaveAsync(new BrevStoredCredential(), cancellationToken).ConfigureAwait(false);
            AtomicFile.Delete(ActiveOrganization.Path);
        }
    }

    /// <summary>A damaged file holds no login; one that may not be read may hold one, over which no key is put.</summary>
    private async ValueTask<BrevStoredCredential> ReadAsync(CancellationToken cancellationToken)
    {
        var reading = await _store.ReadAsync(known: null, cancellationToken).ConfigureAwait(false);
        return reading is { Fault: { } fault, IsTorn: false }
            ? throw new UnauthorizedAccessException(fault.Message, fault)
            : reading.TokenSet ?? new BrevStoredCredential();
    }

    private async Task UnderLockAsync(bool isWriting, Func<ValueTask> change, CancellationToken cancellationToken)
    {
        try
        {
            // Where there is nothing to delete, no lock file appears.
            var held = isWriting || _store.IsInUse ? await LockAsync(isWriting, cancellationToken).ConfigureAwait(false) : NoLock.Instance;
            await using (held.ConfigureAwait(false))
            {
                await change().ConfigureAwait(false);
            }

            if (_store.LockObstacle is { } obstacle)
            {
                var logger = options.Credential.LoggerFactory.CreateLogger<BrevCredential>();
                Say.Quietly(() => Log.StoreNotLocked(logger, _store.Description, obstacle));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BrevException(
                $"The login in '{_store.Description}' could not be {(isWriting ? "stored" : "deleted")}: "
                    + $"{exception.Message.TrimEnd('.')}.{(exception is StoreUnavailableException ? "" : Remedy)}", exception);
        }
    }

    /// <summary>
    /// Another process that never gives the lock back must not hold up a person who has just signed in. One that waits for its identity
    /// provider may take two attempts at it and what comes before and after them, which is worth waiting for: the login that has just been
    /// had is lost otherwise.
    /// </summary>
    private async Task<IAsyncDisposable> LockAsync(bool isWriting, CancellationToken cancellationToken)
    {
        var patience = options.Credential.RefreshTimeout * 4;
        using var overdue = new CancellationTokenSource(patience, options.Credential.TimeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, overdue.Token);
        try
        {
            return await _store.LockAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrevTimeoutException(
                $"Another process has held the lock of {_store.Description} for {patience.TotalSeconds:0} seconds, so nothing was "
                    + $"{(isWriting ? "stored" : "deleted")}. End it, or try again.",
                patience,
                exception);
        }
    }
}
