namespace Brev.Sdk.Testing.Tokens;

/// <summary>The issuers and audiences of Brev's real tokens, which the fake's tokens carry as well.</summary>
internal static class TokenIssuers
{
    public const string Kas = "https://login.nvidia.com";
    public const string KasAudience = "brev";
    public const string Auth0 = "https://brevdev.us.auth0.com/";
    public const string Auth0Audience = "https://brevdev.us.auth0.com/api/v2/";
    public const string Auth0UserInfo = "https://brevdev.us.auth0.com/userinfo";
}
