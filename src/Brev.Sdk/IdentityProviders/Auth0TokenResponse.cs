using System.Text.Json.Serialization;

namespace Brev.Sdk.IdentityProviders;

/// <summary>Tokens, or why there are none. The tokens are secrets.</summary>
internal sealed class Auth0TokenResponse
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("id_token")]
    public string? IdToken { get; init; }

    /// <summary>The code of OAuth 2.0, such as <c>invalid_grant</c>.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }
}
