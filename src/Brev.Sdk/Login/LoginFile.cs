using System.Text;
using System.Text.Json;
using Brev.Sdk.Credentials;

namespace Brev.Sdk.Login;

/// <summary>The files of a login: the credentials, and beside them the organization that the brev CLI works in.</summary>
internal sealed class LoginFile(BrevLoginOptions options)
{
    private readonly CredentialsFileStore _store = new(options.CredentialsPath);

    private string ActiveOrganizationPath =>
        CredentialsFileLocation.FollowLinks(Path.Combine(Path.GetDirectoryName(_store.Description)!, "active_org.json"));

    /// <summary>Replaces the login, an API key included: a person who signs in wants to be that person.</summary>
    public async Task<BrevAccount> StoreAsync(BrevStoredCredential login, CancellationToken cancellationToken)
    {
        var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            await _store.ReplaceAsync(login, cancellationToken).ConfigureAwait(false);
        }

        _ = TokenClaims.TryRead(login.AccessToken, out var claims);
        return new BrevAccount(
            claims?.Email, claims?.Subject, claims?.Issuer, null, claims?.ExpiresOn, !string.IsNullOrEmpty(login.RefreshToken), _store.Description);
    }

    /// <summary>Puts an API key in front of whatever login the file holds.</summary>
    public async Task<BrevAccount> StoreApiKeyAsync(string apiKey, string organizationId, CancellationToken cancellationToken)
    {
        var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            var stored = await LoadOrForgetAsync(cancellationToken).ConfigureAwait(false);
            await _store.ReplaceAsync(stored with { ApiKey = apiKey, ApiKeyOrganizationId = organizationId }, cancellationToken).ConfigureAwait(false);
            var name = JsonEncodedText.Encode(organizationId);
            var content = Encoding.UTF8.GetBytes($"{{\n \"id\": \"{name}\",\n \"name\": \"{name}\",\n \"userNetworkId\": \"\"\n}}\n");
            await new AtomicFile(DiskFlush.Default, TimeProvider.System).ReplaceAsync(ActiveOrganizationPath, content).ConfigureAwait(false);
        }

        return new BrevAccount(null, null, null, organizationId, null, RenewsItself: false, _store.Description);
    }

    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.GetDirectoryName(_store.Description)))
        {
            return;
        }

        var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            _store.Delete();
            File.Delete(ActiveOrganizationPath);
        }
    }

    /// <summary>Another process that holds the lock for good must not hold up a person who has just signed in.</summary>
    private async Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Credential.RefreshTimeout);
        try
        {
            return await _store.LockAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrevTimeoutException(
                $"Another process has held the lock of {_store.Description} for {options.Credential.RefreshTimeout.TotalSeconds:0} seconds, so nothing was stored. End it, or try again.",
                options.Credential.RefreshTimeout,
                exception);
        }
    }

    /// <summary>A damaged file has no login to keep.</summary>
    private async Task<BrevStoredCredential> LoadOrForgetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _store.LoadAsync(cancellationToken).ConfigureAwait(false) ?? new BrevStoredCredential();
        }
        catch (BrevConfigurationException)
        {
            return new BrevStoredCredential();
        }
    }
}
