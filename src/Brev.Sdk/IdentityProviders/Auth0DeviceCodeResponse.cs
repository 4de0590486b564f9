using System.Text.Json.Serialization;

namespace Brev.Sdk.IdentityProviders;

/// <summary>A device login that has begun. The device code is a secret.</summary>
internal sealed class Auth0DeviceCodeResponse
{
    [JsonPropertyName("device_code")]
    public string? DeviceCode { get; init; }

    [JsonPropertyName("user_code")]
    public string? UserCode { get; init; }

    [JsonPropertyName("verification_uri_complete")]
    public string? VerificationUriComplete { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; init; }

    /// <summary>Seconds between two questions.</summary>
    [JsonPropertyName("interval")]
    public double? Interval { get; init; }
}
