using System.Text.Json.Nodes;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Login;

/// <summary>A device login with NVIDIA, to the letter.</summary>
public sealed class KasDeviceLoginTests
{
    private const string Begun = """{"loginUrl":"https://login.nvidia.com/go?device=canary-login","sessionKey":"canary-session"}""";
    private const string NotYet = """{"requestStatus":{"statusCode":"UNAUTHORIZED","statusDescription":"not yet","requestId":"1"}}""";

    [Fact]
    public async Task It_polls_every_two_seconds_and_stores_what_the_CLI_reads()
    {
        await using var stage = await LoginStage.StartAsync();
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        stage.Script(Begun, (401, NotYet), (401, NotYet), (200, $$"""{"token":"{{token}}"}"""));

        var account = await stage.SignInAsync(BrevLoginProvider.Nvidia);

        var begin = JsonNode.Parse(stage.Provider.Requests[0].Body)!.AsObject();
        var deviceId = begin["deviceId"]!.GetValue<string>();
        Assert.Equal(("POST", "/device/login"), (stage.Provider.Requests[0].Method, stage.Provider.Requests[0].Target));
        Assert.Equal("user@example.com", begin["email"]!.GetValue<string>());
        Assert.Equal("https://brev.nvidia.com/cli-login", begin["redirectUri"]!.GetValue<string>());
        Assert.True(Guid.TryParse(deviceId, out _));
        Assert.All(stage.Provider.Requests.Skip(1), poll => Assert.Equal(
            ("GET", "/token", "Bearer canary-session", deviceId),
            (poll.Method, poll.Target, poll.Authorization, poll.Headers["x-device-id"])));
        Assert.Equal([2d, 2d, 2d], stage.Clock.Pauses.Select(pause => pause.TotalSeconds));
        var stored = CredentialsFile.Read(stage.Path);
        Assert.Equal(token, stored["access_token"]!.GetValue<string>());
        Assert.Equal("canary-session:" + deviceId, stored["refresh_token"]!.GetValue<string>());
        Assert.Equal(CredentialsFile.OwnerOnly, CredentialsFile.Mode(stage.Path));
        Assert.Equal("user@example.com", account.Email);
        Assert.True(account.CanRefresh);
    }

    [Fact]
    public async Task The_prompt_shows_the_address_without_a_code_and_prints_no_secret()
    {
        await using var stage = await LoginStage.StartAsync();
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        stage.Script(Begun, (200, $$"""{"token":"{{token}}"}"""));
        var begun = stage.Clock.GetUtcNow();

        await stage.SignInAsync(BrevLoginProvider.Nvidia);

        var prompt = Assert.Single(stage.Prompts);
        Assert.Equal("https://login.nvidia.com/go?device=canary-login", prompt.VerificationUri.ToString());
        Assert.Null(prompt.UserCode);
        Assert.Equal(begun.AddMinutes(5), prompt.ExpiresOn);
        Assert.DoesNotContain("canary", prompt.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_registers_the_person_with_the_identity_header_and_changes_nothing_else_of_the_profile()
    {
        await using var stage = await LoginStage.StartAsync();
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        stage.Script(Begun, (200, $$"""{"token":"{{token}}"}"""));
        stage.Brev.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(
            context, """{"errors":[{"type":"ValidationError","message":"rpc error: identity already exists"}]}""", 400);

        await stage.SignInAsync(BrevLoginProvider.Nvidia);

        var request = Assert.Single(stage.Brev.Requests);
        Assert.Equal(
            ("POST", "/api/users", token, null), (request.Method, request.Path, request.Headers["Identity"], request.Authorization));
    }

    [Fact]
    public async Task Nobody_completes_it_and_it_ends_after_five_minutes_with_the_last_answer_in_the_message()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(Begun, (401, NotYet));

        var exception = await Assert.ThrowsAsync<BrevTimeoutException>(() => stage.SignInAsync(BrevLoginProvider.Nvidia));

        Assert.Equal(150, stage.Provider.Requests.Count - 1);
        Assert.Contains("HTTP 401", exception.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(stage.Path));
    }

    [Fact]
    public async Task A_provider_that_is_none_of_those_known_is_not_taken_for_NVIDIA()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(Begun, (401, NotYet));

        var exception = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => stage.SignInAsync((BrevLoginProvider)2));

        Assert.Contains("Provider is none of BrevLoginProvider", exception.Message, StringComparison.Ordinal);
        Assert.Empty(stage.Provider.Requests);
    }

    [Fact]
    public async Task An_empty_token_is_no_success()
    {
        await using var stage = await LoginStage.StartAsync();
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        stage.Script(Begun, (200, """{"token":""}"""), (200, $$"""{"token":"{{token}}"}"""));

        await stage.SignInAsync(BrevLoginProvider.Nvidia);

        Assert.Equal(token, CredentialsFile.AccessToken(stage.Path));
        Assert.Equal(3, stage.Provider.Requests.Count);
    }

    [Fact]
    public async Task A_wrong_address_is_told_at_once_and_not_after_five_minutes()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(Begun, (404, "<html>not found</html>"));

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() => stage.SignInAsync(BrevLoginProvider.Nvidia));

        Assert.Equal(3, stage.Provider.Requests.Count - 1);
        Assert.Contains("BREV_AUTH_URL", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("html", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(0)]
    public async Task A_hiccup_is_survived_and_an_outage_is_told_after_half_a_minute(int status)
    {
        await using var stage = await LoginStage.StartAsync();
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        stage.Script(Begun, (status, "{}"), (status, "{}"), (200, $$"""{"token":"{{token}}"}"""));
        await stage.SignInAsync(BrevLoginProvider.Nvidia);

        stage.Provider.Forget();
        stage.Script(Begun, (status, "{}"));
        await Assert.ThrowsAsync<BrevConnectionException>(() => stage.SignInAsync(BrevLoginProvider.Nvidia));

        Assert.InRange(stage.Provider.Requests.Count, 15, 17);
        Assert.Equal(token, CredentialsFile.AccessToken(stage.Path));
    }

    [Theory]
    [InlineData("""{"loginUrl":"https://login.nvidia.com/","sessionKey":""}""")]
    [InlineData("""{"loginUrl":"javascript:alert(1)","sessionKey":"canary-session"}""")]
    [InlineData("""{"loginUrl":"http://login.example/","sessionKey":"canary-session"}""")]
    [InlineData("""{"loginUrl":"https://login.nvidia.com@login.example/device","sessionKey":"canary-session"}""")]
    [InlineData("""{"loginUrl":"https://login.nvidia.com/","sessionKey":"canary:session"}""")]
    [InlineData("<html>canary-page</html>")]
    public async Task A_beginning_that_cannot_be_used_is_told_and_nothing_is_shown(string begun)
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Script(begun, (401, NotYet));

        var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() => stage.SignInAsync(BrevLoginProvider.Nvidia));

        Assert.Empty(stage.Prompts);
        Assert.Single(stage.Provider.Requests);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_takes_until_the_person_has_signed_in_costs_nothing_of_the_time_to_ask()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.PromptTakes = TimeSpan.FromMinutes(6);
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        stage.Script(Begun, (200, $$"""{"token":"{{token}}"}"""));

        await stage.SignInAsync(BrevLoginProvider.Nvidia);

        Assert.Equal(token, CredentialsFile.AccessToken(stage.Path));
    }

    [Fact]
    public async Task Cancelling_it_stores_nothing()
    {
        await using var stage = await LoginStage.StartAsync();
        using var cancellation = new CancellationTokenSource();
        stage.Script(Begun, (401, NotYet));
        var notYet = stage.Provider.Answer;
        stage.Provider.Answer = async (request, context) =>
        {
            if (stage.Provider.Requests.Count > 5)
            {
                await cancellation.CancelAsync();
            }

            await notYet(request, context);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.SignInAsync(BrevLoginProvider.Nvidia, cancellation.Token));

        Assert.False(File.Exists(stage.Path));
    }

    [Fact]
    public async Task Without_an_address_nothing_is_asked()
    {
        await using var stage = await LoginStage.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            BrevLogin.SignInAsync(stage.Configure(new DeviceLoginOptions()), (_, _) => Task.CompletedTask));

        Assert.Empty(stage.Provider.Requests);
    }
}
