using System.Net;
using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.Requests;

namespace Brev.Sdk.Testing.IdentityProvider;

/// <summary>The Auth0 tenant of older logins: OAuth 2.0, the device grant and the refresh grant.</summary>
internal sealed class Auth0Protocol(TimeProvider clock, FakeTokens tokens, DeviceLogins logins)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private const string Scope = "openid profile email offline_access";
    private const string DeviceGrant = "urn:ietf:params:oauth:grant-type:device_code";
    private static readonly TimeSpan LoginLifetime = TimeSpan.FromSeconds(900);

    public static FakeAnswer InvalidRefreshToken { get; } =
        IdentityProviderBodies.Auth0("invalid_grant", "Unknown or invalid refresh token.");

    public static bool IsAuth0(FakeRequest request) => request.Path.StartsWith("/oauth/", StringComparison.Ordinal);

    public FakeAnswer BeginLogin(FakeRequest request)
    {
        if (!QueryText.Parse(request.Body).ContainsKey("client_id"))
        {
            return Missing("client_id");
        }

        var code = FakeTokens.NewSecret("device-");
        var userCode = $"{code[7..11]}-{code[11..15]}".ToUpperInvariant();
        logins.Add(code, deviceId: null, email: null, LoginLifetime);
        return FakeAnswer.Json(new JsonObject
        {
            ["device_code"] = code,
            ["user_code"] = userCode,
            ["verification_uri"] = "https://brevdev.us.auth0.com/activate",
            ["verification_uri_complete"] = $"https://brevdev.us.auth0.com/activate?user_code={userCode}",
            ["expires_in"] = (int)LoginLifetime.TotalSeconds,
            ["interval"] = (int)Interval.TotalSeconds,
        });
    }

    public FakeAnswer GetTokens(FakeRequest request)
    {
        var form = QueryText.Parse(request.Body);
        return form.GetValueOrDefault("grant_type") switch
        {
            "refresh_token" when form.TryGetValue("refresh_token", out var token) => Refresh(token),
            DeviceGrant when form.TryGetValue("device_code", out var code) => logins.Poll(code, login => PollLogin(code, login)),
            "refresh_token" => Missing("refresh_token"),
            DeviceGrant => Missing("device_code"),
            _ => IdentityProviderBodies.Auth0("unauthorized_client", "Grant type not allowed for the client."),
        };
    }

    private static FakeAnswer Missing(string name) =>
        IdentityProviderBodies.Auth0("invalid_request", $"Missing required parameter: {name}") with { Status = HttpStatusCode.BadRequest };

    private FakeAnswer Refresh(string refreshToken) =>
        tokens.RefreshAuth0(refreshToken) is { } refreshed ? Tokens(refreshed.AccessToken, refreshed.RefreshToken) : InvalidRefreshToken;

    private FakeAnswer PollLogin(string code, DeviceLogin? login)
    {
        var now = clock.GetUtcNow();
        if (login is null || now >= login.ExpiresOn)
        {
            return IdentityProviderBodies.Auth0("expired_token", "The device code has expired.");
        }

        var tooFast = login.PolledOn is { } last && now - last < Interval;
        login.PolledOn = now;
        return login.State switch
        {
            DeviceLoginState.Denied => IdentityProviderBodies.Auth0("access_denied", "User cancelled the confirmation prompt."),
            _ when tooFast => IdentityProviderBodies.Auth0("slow_down", "You are polling faster than the specified interval."),
            DeviceLoginState.Pending => IdentityProviderBodies.Auth0("authorization_pending", "User has yet to authorize device code."),
            _ => Complete(code, login),
        };
    }

    private FakeAnswer Complete(string code, DeviceLogin login)
    {
        logins.Complete(code);
        return Tokens(tokens.IssueAuth0(login.UserId), tokens.OpenAuth0Session(login.UserId));
    }

    private FakeAnswer Tokens(string accessToken, string? refreshToken)
    {
        var body = new JsonObject
        {
            ["access_token"] = accessToken,
            ["id_token"] = accessToken,
            ["scope"] = Scope,
            ["expires_in"] = (long)tokens.Lifetime.TotalSeconds,
            ["token_type"] = "Bearer",
        };
        if (refreshToken is not null)
        {
            body["refresh_token"] = refreshToken;
        }

        return FakeAnswer.Json(body);
    }
}
