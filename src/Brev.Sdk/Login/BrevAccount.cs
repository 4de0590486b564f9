namespace Brev.Sdk;

/// <summary>Who is signed in now, as far as the login itself says. It holds no secret.</summary>
/// <param name="Email">The e-mail address; <see langword="null"/> when the login does not name one, as with an API key.</param>
/// <param name="Subject">The account at the identity provider; <see langword="null"/> when the login does not name one.</param>
/// <param name="Issuer">Who issued the access token; <see langword="null"/> for an API key.</param>
/// <param name="OrganizationId">The organization that an API key belongs to; <see langword="null"/> for other logins.</param>
/// <param name="ExpiresOn">When the access token expires; <see langword="null"/> when only Brev knows, as with an API key.</param>
/// <param name="CanRefresh">
/// Whether the access token can be refreshed, so that <paramref name="ExpiresOn"/> is not the end of the login.
/// </param>
/// <param name="CredentialsPath">The file that holds the login, or the description of the store that does.</param>
public sealed record BrevAccount(
    string? Email, string? Subject, string? Issuer, string? OrganizationId, DateTimeOffset? ExpiresOn, bool CanRefresh,
    string CredentialsPath);
