using System.Net;
using Brev.Sdk.Authentication;
using Brev.Sdk.IdentityProviders;

namespace Brev.Sdk.Credentials;

/// <summary>A login that is kept in a store and renews itself.</summary>
internal sealed class TokenSourceCredential : BrevCredential
{
    private readonly IdentityProviderSelector _selector;
    private readonly TokenSource _source;

    public TokenSourceCredential(BrevCredentialStore store, BrevCredentialOptions? options)
    {
        options ??= new BrevCredentialOptions();
        CredentialOptionsValidation.Validate(options);
        Store = store;
        _selector = new IdentityProviderSelector(options);
        _source = new TokenSource(store, _selector.Select, TokenSourceSettings.From(options));
    }

    public BrevCredentialStore Store { get; }

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default) =>
        _source.GetTokenAsync(forceRefresh, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        _selector.Dispose();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override string ToString() => $"BrevCredential {{ Store = {Store.Description} }}";

    internal override ValueTask<BrevAccessToken?> ReplaceRejectedAsync(BrevAccessToken rejected, HttpStatusCode status, CancellationToken cancellationToken) =>
        _source.ReplaceRejectedAsync(rejected, status, cancellationToken);
}
