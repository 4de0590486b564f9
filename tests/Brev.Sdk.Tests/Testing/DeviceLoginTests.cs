using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Canary;

namespace Brev.Sdk.Tests.Testing;

/// <summary>The protocols of both identity providers, spoken by a bare HTTP client.</summary>
public sealed class DeviceLoginTests : IAsyncLifetime, IDisposable
{
    private const string Device = "3f2b6c1e-8d54-4c8e-9a10-0d5f5a1b2c3d";
    private readonly HttpClient _http = new();
    private FakeBrev _brev = null!;

    public async Task InitializeAsync()
    {
        _brev = await FakeBrev.StartAsync();
        _http.BaseAddress = _brev.IdentityProviderEndpoint;
    }

    public async Task DisposeAsync() => await _brev.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_login_at_NVIDIA_waits_for_the_user_and_then_brings_a_token_that_can_be_refreshed()
    {
        var session = await BeginKasAsync("dev@example.com");
        Assert.Equal(HttpStatusCode.NotFound, (await PollKasAsync(session, Device)).Status);
        Assert.Equal(1, _brev.IdentityProvider.PendingLoginCount);

        _brev.IdentityProvider.ApproveLogin();
        var (status, body) = await PollKasAsync(session, Device);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("SUCCESS", body["requestStatus"]!["statusCode"]!.GetValue<string>());
        await AssertTokenIsGoodAsync(body["token"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await PollKasAsync(session, Device)).Status);
        Assert.Equal(1, _brev.Tokens.RefreshedCount);
    }

    [Fact]
    public async Task A_login_at_NVIDIA_signs_in_the_account_of_its_address()
    {
        var other = _brev.Users.Add("other");
        var session = await BeginKasAsync(other.Email!);

        _brev.IdentityProvider.ApproveLogin();
        var (_, body) = await PollKasAsync(session, Device);

        await AssertTokenIsGoodAsync(body["token"]!.GetValue<string>(), other.Id);
    }

    [Fact]
    public async Task A_session_of_NVIDIA_is_bound_to_its_device()
    {
        var session = await BeginKasAsync("dev@example.com");
        _brev.IdentityProvider.ApproveLogin();

        var (status, body) = await PollKasAsync(session, "another-device");

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("UNAUTHORIZED", body["requestStatus"]!["statusCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_denied_login_at_NVIDIA_is_unauthorized()
    {
        var session = await BeginKasAsync("dev@example.com");
        _brev.IdentityProvider.DenyLogin();

        Assert.Equal(HttpStatusCode.Unauthorized, (await PollKasAsync(session, Device)).Status);
    }

    [Fact]
    public async Task A_login_at_NVIDIA_that_is_not_approved_ends_after_five_minutes()
    {
        var session = await BeginKasAsync("dev@example.com");
        _brev.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.Unauthorized, (await PollKasAsync(session, Device)).Status);
    }

    [Fact]
    public async Task A_login_at_Auth0_waits_for_the_user_and_then_brings_tokens_once()
    {
        var code = await BeginAuth0Async();
        Assert.Equal("authorization_pending", await PollAuth0ForErrorAsync(code));

        _brev.IdentityProvider.ApproveLogin();
        _brev.Clock.Advance(TimeSpan.FromSeconds(5));
        var (status, tokens) = await PollAuth0Async(code);

        Assert.Equal(HttpStatusCode.OK, status);
        await AssertTokenIsGoodAsync(tokens["access_token"]!.GetValue<string>());
        Assert.Equal(3600, tokens["expires_in"]!.GetValue<int>());
        Assert.Equal("expired_token", await PollAuth0ForErrorAsync(code));

        var (_, refreshed) = await PostAsync(
            "/oauth/token",
            new()
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = "any",
                ["refresh_token"] = tokens["refresh_token"]!.GetValue<string>(),
            });
        await AssertTokenIsGoodAsync(refreshed["access_token"]!.GetValue<string>());
        Assert.Null(refreshed["refresh_token"]);
    }

    [Fact]
    public async Task Auth0_slows_down_who_polls_faster_than_its_interval()
    {
        var code = await BeginAuth0Async();
        Assert.Equal("authorization_pending", await PollAuth0ForErrorAsync(code));
        _brev.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("slow_down", await PollAuth0ForErrorAsync(code));
        _brev.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("authorization_pending", await PollAuth0ForErrorAsync(code));
    }

    [Fact]
    public async Task A_denied_login_at_Auth0_says_so()
    {
        var code = await BeginAuth0Async();
        _brev.IdentityProvider.DenyLogin();

        Assert.Equal("access_denied", await PollAuth0ForErrorAsync(code));
    }

    [Fact]
    public async Task A_login_at_Auth0_that_is_not_approved_expires()
    {
        var code = await BeginAuth0Async();
        _brev.Clock.Advance(TimeSpan.FromSeconds(900));

        Assert.Equal("expired_token", await PollAuth0ForErrorAsync(code));
    }

    [Fact]
    public async Task An_unknown_refresh_token_is_an_invalid_grant()
    {
        var (status, body) = await PostAsync(
            "/oauth/token", new() { ["grant_type"] = "refresh_token", ["client_id"] = "any", ["refresh_token"] = "stranger" });

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("invalid_grant", body["error"]!.GetValue<string>());
    }

    [Fact]
    public void A_login_that_has_not_begun_cannot_be_approved() =>
        Assert.Throws<InvalidOperationException>(() => _brev.IdentityProvider.ApproveLogin());

    private async Task AssertTokenIsGoodAsync(string token, string? userId = null)
    {
        using var client = new BrevClient(_brev.CreateOptions(BrevCredential.FromAccessToken(token)).Watched());
        Assert.Equal(userId ?? _brev.Users.Current.Id, (await client.GetCurrentUserAsync()).Id);
    }

    private async Task<string> BeginKasAsync(string email)
    {
        using var answer = await _http.PostAsJsonAsync(
            "/device/login", new { email, deviceId = Device, redirectUri = "https://brev.nvidia.com/cli-login" });
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Contains(Device, body["loginUrl"]!.GetValue<string>(), StringComparison.Ordinal);
        return body["sessionKey"]!.GetValue<string>();
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PollKasAsync(string session, string device)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/token");
        request.Headers.Authorization = new("Bearer", session);
        request.Headers.Add("x-device-id", device);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private async Task<string> BeginAuth0Async()
    {
        var (status, body) =
            await PostAsync("/oauth/device/code", new() { ["client_id"] = "any", ["audience"] = "any", ["scope"] = "openid" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(5, body["interval"]!.GetValue<int>());
        Assert.Contains(
            body["user_code"]!.GetValue<string>(), body["verification_uri_complete"]!.GetValue<string>(), StringComparison.Ordinal);
        return body["device_code"]!.GetValue<string>();
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> PollAuth0Async(string code) => PostAsync(
        "/oauth/token",
        new() { ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code", ["client_id"] = "any", ["device_code"] = code });

    private async Task<string> PollAuth0ForErrorAsync(string code)
    {
        var (status, body) = await PollAuth0Async(code);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        return body["error"]!.GetValue<string>();
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
