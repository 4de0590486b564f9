using System.Net;
using Brev.Sdk.Authentication;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.IdentityProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Credentials;

/// <summary>A login that is kept in a store and renews itself.</summary>
internal sealed class TokenSourceCredential : BrevCredential
{
    private readonly IdentityProviderSelector _selector;
    private readonly TokenSource _source;
    private readonly ClientLoggerFactory? _clientLog;

    public TokenSourceCredential(BrevCredentialStore store, BrevCredentialOptions? options)
    {
        options ??= new BrevCredentialOptions();
        CredentialOptionsValidation.Validate(options);
        Store = store;
        _clientLog = options.LoggerFactory is NullLoggerFactory ? new ClientLoggerFactory() : null;
        _selector = new IdentityProviderSelector(options);
        _source = new TokenSource(store, _selector.Select, TokenSourceSettings.From(options, _clientLog ?? options.LoggerFactory));
    }

    public BrevCredentialStore Store { get; }

    internal override TokenClaims? Account => _source.Account;

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default) =>
        _source.GetTokenAsync(forceRefresh, cancellationToken);

    /// <summary>Ends with the refresh that is under way.</summary>
    public Task DrainAsync() => _source.DrainAsync();

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        _selector.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override string ToString() => $"BrevCredential {{ Store = {Store.Description} }}";

    internal override async ValueTask<LoginPlace> FindPlaceAsync(CancellationToken cancellationToken)
    {
        var stored = await Store.LoadAsync(cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(stored?.ApiKey)
            ? new LoginPlace(Store.SharedFolder, IsApiKey: false, null)
            : new LoginPlace(Store.SharedFolder, IsApiKey: true, stored.ApiKeyOrganizationId);
    }

    internal override ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken) =>
        _source.ReplaceRejectedAsync(rejected, status, cancellationToken);

    internal override bool IsOver(BrevAccessToken asked) => _source.IsOver(asked);

    internal override void Attach(ILoggerFactory clientLog, TimeProvider clientClock) => _clientLog?.Attach(clientLog);
}
