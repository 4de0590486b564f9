using System.Text.Json.Nodes;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.IdentityProviders;

/// <summary>What a refresh looks like on the wire, whom it goes to, and what each answer means.</summary>
public sealed class RefreshOnTheWireTests
{
    private const string Session = "canary-key:device-1";

    [Fact]
    public async Task NVIDIA_gets_the_session_key_as_bearer_and_the_device_in_a_header_and_the_refresh_token_stays()
    {
        await using var stage = await AuthenticationStage.StartAsync();

        await RefreshAsync(stage, Token(stage, TestToken.KasIssuer), Session);
        await RefreshAsync(stage, Token(stage, TestToken.KasIssuer), Session);

        Assert.All(stage.IdentityProvider.Requests, request => Assert.Equal(
            ("GET", "/token", "Bearer canary-key", "device-1", ""),
            (request.Method, request.Target, request.Authorization, request.Headers["x-device-id"], request.Body)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Auth0_gets_the_refresh_token_in_a_form_and_may_name_the_audience_as_a_string_or_in_an_array(bool isArray)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        JsonNode audience = isArray ? new JsonArray("https://other/", TestToken.Auth0Audience) : JsonValue.Create(TestToken.Auth0Audience);
        var refreshed = TestToken.Create(
            stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(24), TestToken.Auth0Issuer, audience: audience);
        stage.IdentityProvider.Answer =
            (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"access_token":"{{refreshed}}"}""");

        var token = await RefreshAsync(stage, Token(stage, TestToken.Auth0Issuer), "canary/refresh+token");

        Assert.Equal(refreshed, token.Token);
        var request = Assert.Single(stage.IdentityProvider.Requests);
        Assert.Equal(
            ("POST", "/oauth/token", null,
                "grant_type=refresh_token&client_id=JaqJRLEsdat5w7Tb0WqmTxzIeqwqepmk&refresh_token=canary%2Frefresh%2Btoken"),
            (request.Method, request.Target, request.Authorization, request.Body));
    }

    [Rule("6")]
    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("https://login.nvidia.com/")]
    [InlineData("https://brevdev.us.auth0.com")]
    [InlineData("HTTPS://LOGIN.NVIDIA.COM")]
    public async Task A_token_of_another_issuer_is_never_refreshed_anywhere(string issuer)
    {
        await using var stage = await AuthenticationStage.StartAsync();

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(() => RefreshAsync(stage, Token(stage, issuer), Session));

        Assert.Contains(issuer, exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Theory]
    [InlineData("nocolon")]
    [InlineData("one:two:three")]
    [InlineData(":device")]
    [InlineData("key:")]
    [InlineData("canary key:device")]
    public async Task A_damaged_NVIDIA_refresh_token_is_a_rejection_without_a_call_and_is_written_nowhere(string refreshToken)
    {
        await using var stage = await AuthenticationStage.StartAsync();

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(() =>
            RefreshAsync(stage, Token(stage, TestToken.KasIssuer), refreshToken));

        Assert.DoesNotContain(refreshToken, exception.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, stage.ProviderCalls);
        Assert.DoesNotContain(stage.Log.Entries, entry => entry.Text.Contains(refreshToken, StringComparison.Ordinal));
    }

    [Rule("3.1")]
    [Theory]
    [InlineData(401, "", true)]
    [InlineData(403, "", true)]
    [InlineData(401, "<html>canary</html>", true)]
    [InlineData(403, "<html>canary</html>", false)]
    [InlineData(401, "canary", true)]
    [InlineData(400, """{"requestStatus":{"statusCode":"UNAUTHORIZED"}}""", true)]
    [InlineData(200, """{"token":"","requestStatus":{"statusCode":"UNAUTHORIZED"}}""", true)]
    [InlineData(404, "UNAUTHORIZED", true)]
    [InlineData(400, """{"error":"UNAUTHORIZED: the session has expired"}""", true)]
    [InlineData(400, """{"requestStatus":{"statusCode":"INVALID_REQUEST","statusDescription":"UNAUTHORIZED session key"}}""", true)]
    [InlineData(400, """{"error":"\ud800"}""", false)]
    [InlineData(400, """{"message":"canary-unauthorized somewhere in a text"}""", false)]
    [InlineData(500, """{"message":"UNAUTHORIZED upstream"}""", false)]
    [InlineData(503, "UNAUTHORIZED", false)]
    [InlineData(429, """{"error":"UNAUTHORIZED"}""", false)]
    [InlineData(404, "<html>UNAUTHORIZED</html>", false)]
    [InlineData(418, "canary", false)]
    [InlineData(204, "", false)]
    public Task NVIDIA_rejects_by_status_and_code_and_everything_else_is_passing(int status, string body, bool isRejection) =>
        IsClassifiedAsync(TestToken.KasIssuer, status, body, isRejection);

    [Rule("3.1")]
    [Theory]
    [InlineData(403, """{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}""", true)]
    [InlineData(400, """{"error":"invalid_grant"}""", true)]
    [InlineData(401, """{"error":"invalid_client"}""", true)]
    [InlineData(403, "", true)]
    [InlineData(429, """{"error":"invalid_grant"}""", false)]
    [InlineData(500, """{"error":"invalid_grant"}""", false)]
    [InlineData(403, """{"error":"temporarily_unavailable"}""", false)]
    [InlineData(400, """{"error":"something_new"}""", false)]
    [InlineData(200, """{"error":"invalid_grant"}""", false)]
    [InlineData(200, """{"access_token":""}""", false)]
    public Task Auth0_rejects_by_code_and_status_and_everything_else_is_passing(int status, string body, bool isRejection) =>
        IsClassifiedAsync(TestToken.Auth0Issuer, status, body, isRejection);

    [Fact]
    public async Task
    A_one_use_refresh_token_that_comes_beside_an_access_token_of_another_issuer_is_kept_and_the_provider_is_not_asked_again()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(folder.File(), Token(stage, TestToken.Auth0Issuer), "canary-one-use-0");
        var refused = TestToken.Create(
            stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(2), "https://auth.brev.dev/", audience: TestToken.Auth0Audience);
        stage.IdentityProvider.Answer = (request, context) => AuthenticationStage.WriteJsonAsync(
            context, $$"""{"access_token":"{{refused}}","refresh_token":"canary-one-use-{{stage.ProviderCalls}}"}""");
        var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions()));

        for (var call = 0; call < 3; call++)
        {
            var exception =
                await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync(forceRefresh: true));
            Assert.Contains("Auth0Issuer", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(
            (1, "canary-one-use-1"), (stage.ProviderCalls, CredentialsFile.Read(folder.File())["refresh_token"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("canary.no.jwt")]
    public async Task A_one_use_refresh_token_that_comes_beside_a_useless_access_token_is_kept_because_the_old_one_is_used_up(
        string useless)
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(folder.File(), Token(stage, TestToken.Auth0Issuer), "canary-one-use-0");
        var asked = new List<string>();
        stage.IdentityProvider.Answer = (request, context) =>
        {
            asked.Add(request.Body.Split("refresh_token=")[^1]);
            var token = asked.Count == 1
                ? useless
                : TestToken.Create(
                    stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1), TestToken.Auth0Issuer, audience: TestToken.Auth0Audience);
            return AuthenticationStage.WriteJsonAsync(
                context, $$"""{"access_token":"{{token}}","refresh_token":"canary-one-use-{{asked.Count}}"}""");
        };
        var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions()));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(async () => await credential.GetTokenAsync());
        Assert.Equal("canary-one-use-1", CredentialsFile.Read(folder.File())["refresh_token"]!.GetValue<string>());
        stage.Clock.Advance(TimeSpan.FromSeconds(13));
        await credential.GetTokenAsync();

        Assert.Equal(["canary-one-use-0", "canary-one-use-1"], asked);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_token_of_another_account_is_refused()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var stranger = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1), subject: "somebody else");
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stranger}}"}""");

        var exception =
            await Assert.ThrowsAsync<BrevLoginRequiredException>(() => RefreshAsync(stage, Token(stage, TestToken.KasIssuer), Session));

        Assert.Contains("another account", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_more_than_64_KB_is_a_passing_failure_that_says_how_long_it_is()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var now = stage.Clock.GetUtcNow();
        var huge = TestToken.Create(now, now.AddHours(1), audience: new string('x', 64 * 1024));
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{huge}}"}""");

        var exception =
            await Assert.ThrowsAsync<BrevConnectionException>(() => RefreshAsync(stage, Token(stage, TestToken.KasIssuer), Session));

        Assert.Contains(
            $"a token of {huge.Length} characters, and none longer than 65536 (64 KB) can be sent",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_end_is_a_passing_failure()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = async (_, context) =>
        {
            var chunk = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(chunk);
            }
        };

        await Assert.ThrowsAsync<BrevConnectionException>(() => RefreshAsync(stage, Token(stage, TestToken.KasIssuer), Session));
    }

    private static async Task IsClassifiedAsync(string issuer, int status, string body, bool isRejection)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        stage.IdentityProvider.Answer = (_, context) => status == 204
            ? Task.FromResult(context.Response.StatusCode = 204)
            : AuthenticationStage.WriteJsonAsync(context, body, status);

        var exception = await Assert.ThrowsAnyAsync<BrevException>(() => RefreshAsync(stage, Token(stage, issuer), Session));

        Assert.IsType(isRejection ? typeof(BrevLoginRequiredException) : typeof(BrevConnectionException), exception);
        Assert.Equal(isRejection, exception.Message.Contains("brev login", StringComparison.Ordinal));
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    private static string Token(AuthenticationStage stage, string issuer) =>
        TestToken.Create(stage.Clock.GetUtcNow().AddHours(-2), stage.Clock.GetUtcNow().AddHours(-1), issuer);

    private static async Task<BrevAccessToken> RefreshAsync(AuthenticationStage stage, string accessToken, string refreshToken) =>
        await stage.Own(BrevCredential.FromTokens(accessToken, refreshToken, stage.CredentialOptions())).GetTokenAsync();
}
