using System.Text.Json.Serialization;

namespace Brev.Sdk.IdentityProviders;

/// <summary>Who wants to sign in, on which device, and where the browser goes afterwards.</summary>
internal sealed record KasLoginRequest(
    [property: JsonPropertyName("email")] string Email,
    [property: JsonPropertyName("deviceId")] string DeviceId,
    [property: JsonPropertyName("redirectUri")] string RedirectUri);
