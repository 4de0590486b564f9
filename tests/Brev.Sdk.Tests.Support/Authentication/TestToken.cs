using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>Makes JWTs as the identity providers do. Nobody checks their signature.</summary>
public static class TestToken
{
    public const string KasIssuer = "https://login.nvidia.com";
    public const string Auth0Issuer = "https://brevdev.us.auth0.com/";
    public const string Auth0Audience = "https://brevdev.us.auth0.com/api/v2/";

    private static long _issued;

    /// <summary>A token; every one is different, whatever its claims.</summary>
    public static string Create(
        DateTimeOffset? issuedOn,
        DateTimeOffset? expiresOn,
        string issuer = KasIssuer,
        string? subject = "user-1",
        JsonNode? audience = null)
    {
        var payload = new JsonObject
        {
            ["iss"] = issuer,
            ["sub"] = subject,
            ["jti"] = Interlocked.Increment(ref _issued).ToString(CultureInfo.InvariantCulture),
            ["email"] = "user@example.com",
        };
        Set(payload, "iat", issuedOn);
        Set(payload, "exp", expiresOn);
        if (audience is not null)
        {
            payload["aud"] = audience.DeepClone();
        }

        return $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(payload.ToJsonString())}.Y2FuYXJ5LXNpZ25hdHVyZQ";
    }

    private static void Set(JsonObject payload, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            payload[name] = value.ToUnixTimeSeconds();
        }
    }

    private static string Encode(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
