using Refit;

namespace Brev.Sdk.IdentityProviders;

/// <summary>
/// The Auth0 tenant on the wire: OAuth 2.0 with forms. The answers are read by the caller, because their errors carry meaning.
/// </summary>
internal interface IAuth0Api
{
    /// <summary>Begins a device login.</summary>
    [Post("/oauth/device/code")]
    Task<HttpResponseMessage> BeginLoginAsync([Body] HttpContent form, CancellationToken cancellationToken);

    /// <summary>Buys tokens for a refresh token, or for a device code that its user has approved.</summary>
    [Post("/oauth/token")]
    Task<HttpResponseMessage> GetTokensAsync([Body] HttpContent form, CancellationToken cancellationToken);
}
