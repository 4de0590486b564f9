using System.Text.Json.Serialization;

namespace Brev.Sdk.IdentityProviders;

/// <summary>A login that has begun. Both values are secrets.</summary>
internal sealed class KasLoginResponse
{
    [JsonPropertyName("loginUrl")]
    public string? LoginUrl { get; init; }

    [JsonPropertyName("sessionKey")]
    public string? SessionKey { get; init; }
}
