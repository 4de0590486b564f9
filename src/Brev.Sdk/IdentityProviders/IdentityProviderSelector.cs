using Brev.Sdk.Stores;

namespace Brev.Sdk.IdentityProviders;

/// <summary>Knows which identity provider refreshes which login, by the issuer of its access token.</summary>
internal sealed class IdentityProviderSelector : IDisposable
{
    private readonly KasIdentityProvider _kas;
    private readonly Auth0IdentityProvider _auth0;
    private readonly string _kasIssuer;
    private readonly string _auth0Issuer;

    /// <summary>Reads the options once.</summary>
    /// <exception cref="BrevConfigurationException">
    /// An endpoint is neither https nor http to a loopback address, or the transport follows redirects and can no longer be changed.
    /// </exception>
    public IdentityProviderSelector(BrevCredentialOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _kas = new KasIdentityProvider(options);
        _auth0 = new Auth0IdentityProvider(options);
        _kasIssuer = options.KasIssuer;
        _auth0Issuer = options.Auth0Issuer;
    }

    /// <summary>The provider that issued the credential's access token.</summary>
    /// <exception cref="RefreshFailedException">
    /// Rejected: there is nothing to refresh it with, or its issuer is none that the SDK knows, and guessing one would hand the refresh
    /// token to a stranger.
    /// </exception>
    public IIdentityProvider Select(BrevStoredCredential credential)
    {
        if (!credential.IsRefreshable())
        {
            throw Rejected("There is no refresh token to refresh the login with.");
        }

        if (!TokenClaims.TryRead(credential.AccessToken, out var claims))
        {
            // Only the form of the refresh token is left to go by, and only NVIDIA's has one.
            return KasSession.TryParse(credential.RefreshToken, out _)
                ? _kas
                : throw Rejected("There is no access token that names its issuer, and the refresh token is not of NVIDIA's form.");
        }

        return claims.Issuer switch
        {
            { } issuer when issuer == _auth0Issuer => _auth0,
            { } issuer when issuer == _kasIssuer => _kas,
            var issuer => throw Rejected(
                $"The access token comes from the issuer '{IssuedTokenCheck.Short(issuer)}', which is neither '{_kasIssuer}' (NVIDIA) "
                    + $"nor '{_auth0Issuer}' (Auth0). If it is NVIDIA's, set BREV_AUTH_ISSUER_URL or KasIssuer."),
        };
    }

    /// <summary>Closes the connections to the identity providers.</summary>
    public void Dispose()
    {
        _kas.Dispose();
        _auth0.Dispose();
    }

    private static RefreshFailedException Rejected(string reason) => new(RefreshFailureKind.Rejected, reason);
}
