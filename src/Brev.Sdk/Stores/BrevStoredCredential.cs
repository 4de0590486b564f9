using System.Text;

namespace Brev.Sdk;

/// <summary>What a <see cref="BrevCredentialStore"/> keeps: the members of the brev CLI's <c>credentials.json</c>.</summary>
public sealed record BrevStoredCredential
{
    /// <summary>The bearer token, a JWT; <see langword="null"/> or empty when absent. Secret.</summary>
    public string? AccessToken { get; init; }

    /// <summary>
    /// What refreshes the access token: <c>sessionKey:deviceId</c> for NVIDIA, opaque for Auth0; <see langword="null"/> or empty when
    /// absent. Secret.
    /// </summary>
    public string? RefreshToken { get; init; }

    /// <summary>An API key (<c>bak-…</c>), which wins over the tokens; <see langword="null"/> or empty when absent. Secret.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The organization that the API key belongs to; <see langword="null"/> or empty when absent.</summary>
    public string? ApiKeyOrganizationId { get; init; }

    /// <summary>When the access token expires, as stored beside it. The token's own <c>exp</c> is what counts.</summary>
    public DateTimeOffset? AccessTokenExpiresOn { get; init; }

    /// <summary>When the access token was issued, as stored beside it. The token's own <c>iat</c> is what counts.</summary>
    public DateTimeOffset? AccessTokenIssuedOn { get; init; }

    /// <summary>Prints which members are present, never a secret.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("AccessToken = ").Append(Redact(AccessToken))
            .Append(", RefreshToken = ").Append(Redact(RefreshToken))
            .Append(", ApiKey = ").Append(Redact(ApiKey))
            .Append(", ApiKeyOrganizationId = ").Append(ApiKeyOrganizationId)
            .Append(", AccessTokenExpiresOn = ").Append(AccessTokenExpiresOn?.ToString("O"))
            .Append(", AccessTokenIssuedOn = ").Append(AccessTokenIssuedOn?.ToString("O"));
        return true;

        static string Redact(string? secret) => string.IsNullOrEmpty(secret) ? "" : "***";
    }
}
