using System.Text.Json.Nodes;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Login;

/// <summary>A device login with Auth0, by RFC 8628 where the CLI goes astray.</summary>
public sealed class Auth0DeviceLoginTests
{
    private const string Begun = """
        {"device_code":"canary-device-code","user_code":"ABCD-EFGH",
        "verification_uri_complete":"https://brevdev.us.auth0.com/activate?user_code=ABCD-EFGH","expires_in":90,"interval":5}
        """;

    private const string Pending = """{"error":"authorization_pending","error_description":"not yet"}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_polls_a_second_slower_than_asked_and_stores_what_the_CLI_reads(bool audienceIsArray)
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(Begun, (403, Pending), (403, Pending), (200, Tokens(stage, audienceIsArray
            ? new JsonArray(TestToken.Auth0Audience, "https://other/")
            : JsonValue.Create(TestToken.Auth0Audience))));

        var account = await stage.SignInAsync(BrevLoginProvider.Auth0);

        Assert.Equal("/oauth/device/code", stage.Provider.Requests[0].Target);
        Assert.Contains("client_id=JaqJRLEsdat5w7Tb0WqmTxzIeqwqepmk", stage.Provider.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains(
            "audience=https%3A%2F%2Fbrevdev.us.auth0.com%2Fapi%2Fv2%2F", stage.Provider.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("offline_access", stage.Provider.Requests[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("delete%3A", stage.Provider.Requests[0].Body, StringComparison.Ordinal);
        Assert.All(stage.Provider.Requests.Skip(1), poll => Assert.Equal(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=JaqJRLEsdat5w7Tb0WqmTxzIeqwqepmk"
                + "&device_code=canary-device-code",
            poll.Body));
        Assert.Equal([6d, 6d, 6d], stage.Clock.Pauses.Select(pause => pause.TotalSeconds));
        Assert.Equal("canary-refresh", CredentialsFile.Read(stage.Path)["refresh_token"]!.GetValue<string>());
        Assert.Equal(TestToken.Auth0Issuer, account.Issuer);
        Assert.Equal("canary-id-token", Assert.Single(stage.Brev.Requests).Headers["Identity"]);
    }

    [Fact]
    public async Task A_prompt_that_outlasts_the_code_is_followed_by_one_question_all_the_same()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.PromptTakes = TimeSpan.FromSeconds(100);
        stage.Script(Begun, (200, Tokens(stage, new JsonArray(TestToken.Auth0Audience))));

        var account = await stage.SignInAsync(BrevLoginProvider.Auth0);

        Assert.Equal(TestToken.Auth0Issuer, account.Issuer);
        Assert.Equal(2, stage.Provider.Requests.Count);
    }

    [Fact]
    public async Task Slow_down_lengthens_the_interval_by_five_seconds_and_does_not_end_the_login()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(
            Begun, (403, """{"error":"slow_down"}"""), (403, Pending), (200, Tokens(stage, new JsonArray(TestToken.Auth0Audience))));

        await stage.SignInAsync(BrevLoginProvider.Auth0);

        Assert.Equal([6d, 11d, 11d], stage.Clock.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Theory]
    [InlineData("access_denied", "refused")]
    [InlineData("expired_token", "expired")]
    public async Task A_refusal_and_an_expired_code_end_it(string error, string told)
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(Begun, (403, Pending), (403, $$"""{"error":"{{error}}","error_description":"canary-description"}"""));

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(() => stage.SignInAsync(BrevLoginProvider.Auth0));

        Assert.Contains(told, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(stage.Path));
        Assert.Equal(3, stage.Provider.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task A_busy_provider_does_not_end_it(int status)
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(Begun, (status, "busy"), (403, Pending), (200, Tokens(stage, new JsonArray(TestToken.Auth0Audience))));

        await stage.SignInAsync(BrevLoginProvider.Auth0);

        Assert.Equal(4, stage.Provider.Requests.Count);
    }

    [Fact]
    public async Task It_ends_when_the_code_has_lived_its_time()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(Begun, (403, Pending));

        await Assert.ThrowsAsync<BrevTimeoutException>(() => stage.SignInAsync(BrevLoginProvider.Auth0));

        Assert.Equal(15, stage.Provider.Requests.Count - 1);
    }

    [Theory]
    [InlineData("https://elsewhere/")]
    [InlineData(null)]
    public async Task A_token_for_another_audience_is_not_stored(string? audience)
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(Begun, (200, Tokens(stage, audience is null ? null : new JsonArray(audience))));

        await Assert.ThrowsAnyAsync<BrevException>(() => stage.SignInAsync(BrevLoginProvider.Auth0));

        Assert.False(File.Exists(stage.Path));
    }

    [Fact]
    public async Task An_access_token_that_is_no_JWT_is_an_error_and_no_crash()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(Begun, (200, """{"access_token":"canary-opaque","refresh_token":"canary-refresh"}"""));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(() => stage.SignInAsync(BrevLoginProvider.Auth0));

        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    private static string Tokens(LoginStage stage, JsonNode? audience)
    {
        var token = TestToken.Create(
            stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(24), TestToken.Auth0Issuer, audience: audience);
        return $$"""{"access_token":"{{token}}","refresh_token":"canary-refresh","id_token":"canary-id-token","expires_in":86400}""";
    }
}
