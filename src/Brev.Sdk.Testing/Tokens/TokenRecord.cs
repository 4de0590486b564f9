namespace Brev.Sdk.Testing.Tokens;

/// <summary>What the fake knows about a token or an API key that it has handed out.</summary>
internal sealed class TokenRecord(string userId, DateTimeOffset expiresOn, string? organizationId)
{
    private volatile bool _revoked;

    public string UserId => userId;

    /// <summary>The one organization of an API key; <see langword="null"/> for a token.</summary>
    public string? OrganizationId => organizationId;

    public bool IsRevoked => _revoked;

    public bool IsExpired(DateTimeOffset now) => now >= expiresOn;

    public void Revoke() => _revoked = true;
}
