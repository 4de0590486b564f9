using System.Net;
using Brev.Sdk.Testing.Http;

namespace Brev.Sdk.Testing.IdentityProvider;

/// <summary>NVIDIA's identity provider: a device login gives a session key; session key and device buy tokens.</summary>
internal sealed class KasProtocol(TimeProvider clock, FakeTokens tokens, DeviceLogins logins)
{
    private static readonly TimeSpan LoginLifetime = TimeSpan.FromMinutes(5);

    public FakeAnswer BeginLogin(FakeRequest request)
    {
        var body = ParseObject(request.Body);
        if (Text(body, "email") is not { Length: > 0 } email || Text(body, "deviceId") is not { Length: > 0 } deviceId)
        {
            return IdentityProviderBodies.Kas(HttpStatusCode.BadRequest, "INVALID_REQUEST", "email and deviceId are required");
        }

        var session = FakeTokens.NewSecret("session-");
        logins.Add(session, deviceId, email, LoginLifetime);
        return FakeAnswer.Json(new JsonObject
        {
            ["loginUrl"] = $"https://login.nvidia.com/fake?device={Uri.EscapeDataString(deviceId)}",
            ["sessionKey"] = session,
        });
    }

    public FakeAnswer GetToken(FakeRequest request)
    {
        if (request.BearerToken is not { Length: > 0 } session
            || request.Headers.GetValueOrDefault("x-device-id") is not { Length: > 0 } device)
        {
            return IdentityProviderBodies.Kas(HttpStatusCode.BadRequest, "INVALID_REQUEST", "session key and x-device-id are required");
        }

        return logins.Poll(session, login => login is null ? Refresh(session, device) : PollLogin(session, device, login));
    }

    private FakeAnswer Refresh(string session, string device) =>
        tokens.RefreshKas(session, device) is { } token ? IdentityProviderBodies.KasToken(token) : IdentityProviderBodies.KasUnauthorized;

    private FakeAnswer PollLogin(string session, string device, DeviceLogin login)
    {
        if (login.DeviceId != device || login.State == DeviceLoginState.Denied || clock.GetUtcNow() >= login.ExpiresOn)
        {
            return IdentityProviderBodies.KasUnauthorized;
        }

        if (login.State == DeviceLoginState.Pending)
        {
            // What the real one answers while it waits is not recorded anywhere; clients take every error for "not yet".
            return IdentityProviderBodies.Kas(HttpStatusCode.NotFound, "NOT_FOUND", "login is not complete");
        }

        logins.Complete(session);
        tokens.OpenSession(session, device, login.UserId);
        return IdentityProviderBodies.KasToken(tokens.IssueFor(login.UserId));
    }

    private static JsonObject? ParseObject(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject? body, string name) =>
        body?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
