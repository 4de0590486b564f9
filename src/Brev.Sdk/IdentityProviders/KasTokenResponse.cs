using System.Text.Json.Serialization;

namespace Brev.Sdk.IdentityProviders;

/// <summary>A token, or why there is none. The token is a secret.</summary>
internal sealed class KasTokenResponse
{
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    [JsonPropertyName("requestStatus")]
    public KasRequestStatus? RequestStatus { get; init; }
}
