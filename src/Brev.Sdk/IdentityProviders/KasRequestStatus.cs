using System.Text.Json.Serialization;

namespace Brev.Sdk.IdentityProviders;

/// <summary>How a request went, beside the HTTP status.</summary>
internal sealed class KasRequestStatus
{
    /// <summary><c>UNAUTHORIZED</c> when the session key is not, or no longer, accepted.</summary>
    [JsonPropertyName("statusCode")]
    public string? StatusCode { get; init; }
}
