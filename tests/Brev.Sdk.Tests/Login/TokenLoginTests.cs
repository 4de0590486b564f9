using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Login;

/// <summary>Signing in with a token, with an API key, and signing out.</summary>
public sealed class TokenLoginTests
{
    [Fact]
    public async Task An_access_token_is_tried_and_stored_without_a_placeholder_beside_it()
    {
        await using var stage = await LoginStage.StartAsync();
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));

        var account = await BrevLogin.SignInWithTokenAsync($" {token}\n", stage.Configure(new BrevLoginOptions()));

        Assert.Equal("Bearer " + token, Assert.Single(stage.Brev.Requests).Authorization);
        Assert.Equal(token, CredentialsFile.AccessToken(stage.Path));
        Assert.Equal("", CredentialsFile.Read(stage.Path)["refresh_token"]!.GetValue<string>());
        Assert.False(account.CanRefresh);
        Assert.Empty(stage.Provider.Requests);
    }

    [Fact]
    public async Task What_refreshes_an_NVIDIA_login_buys_an_access_token_at_once()
    {
        await using var stage = await LoginStage.StartAsync();
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        stage.Provider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{token}}"}""");

        var account = await BrevLogin.SignInWithTokenAsync("canary-key:device", stage.Configure(new BrevLoginOptions()));

        Assert.Equal(token, CredentialsFile.AccessToken(stage.Path));
        Assert.Equal("canary-key:device", CredentialsFile.Read(stage.Path)["refresh_token"]!.GetValue<string>());
        Assert.True(account.CanRefresh);
    }

    [Theory]
    [InlineData("bak-canary")]
    [InlineData("canary-opaque")]
    [InlineData("one:two:three")]
    public async Task What_is_neither_is_refused_without_asking_anybody(string token)
    {
        await using var stage = await LoginStage.StartAsync();

        var exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            BrevLogin.SignInWithTokenAsync(token, stage.Configure(new BrevLoginOptions())));

        Assert.DoesNotContain(token, exception.ToString(), StringComparison.Ordinal);
        Assert.Empty(stage.Provider.Requests);
        Assert.Empty(stage.Brev.Requests);
        Assert.False(File.Exists(stage.Path));
    }

    [Fact]
    public async Task An_expired_token_and_one_that_Brev_does_not_accept_are_not_stored()
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Brev.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var expired = TestToken.Create(stage.Clock.GetUtcNow().AddHours(-2), stage.Clock.GetUtcNow().AddHours(-1));
        var revoked = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));

        await Assert.ThrowsAsync<BrevLoginRequiredException>(() =>
            BrevLogin.SignInWithTokenAsync(expired, stage.Configure(new BrevLoginOptions())));
        Assert.Empty(stage.Brev.Requests);
        await Assert.ThrowsAsync<BrevLoginRequiredException>(() =>
            BrevLogin.SignInWithTokenAsync(revoked, stage.Configure(new BrevLoginOptions())));

        Assert.False(File.Exists(stage.Path));
    }

    [Fact]
    public async Task An_API_key_is_tried_and_stored_beside_the_login_with_its_organization_active()
    {
        await using var stage = await LoginStage.StartAsync();
        CredentialsFile.Write(stage.Path, "an access token", "what refreshes it", file => file["newer_member"] = 7);

        var account = await BrevLogin.SignInWithApiKeyAsync(" bak-canary ", "org-1", stage.Configure(new BrevLoginOptions()));

        var request = Assert.Single(stage.Brev.Requests);
        Assert.Equal(("/api/organizations/org-1", "Bearer bak-canary"), (request.Path, request.Authorization));
        var stored = CredentialsFile.Read(stage.Path);
        Assert.Equal(
            ("an access token", "what refreshes it", "bak-canary", "org-1", 7),
            (
                stored["access_token"]!.GetValue<string>(),
                stored["refresh_token"]!.GetValue<string>(),
                stored["api_key"]!.GetValue<string>(),
                stored["api_key_org_id"]!.GetValue<string>(),
                stored["newer_member"]!.GetValue<int>()));
        var active = CredentialsFile.Read(stage.ActiveOrganizationPath);
        Assert.Equal(("org-1", "org-1"), (active["id"]!.GetValue<string>(), active["name"]!.GetValue<string>()));
        Assert.Equal("org-1", account.OrganizationId);
        await using var credential = BrevCredential.FromCredentialsFile(stage.Path);
        Assert.Equal("bak-canary", (await credential.GetTokenAsync()).Token);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task An_API_key_that_Brev_does_not_accept_for_the_organization_is_not_stored(int status)
    {
        await using var stage = await LoginStage.StartAsync();
        stage.Brev.Answer = (_, context) => AuthenticationStage.RejectAsync(context, status);

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(() =>
            BrevLogin.SignInWithApiKeyAsync("bak-canary", "org-1", stage.Configure(new BrevLoginOptions())));

        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(stage.Path));
        Assert.False(File.Exists(stage.ActiveOrganizationPath));
    }

    [Fact]
    public async Task A_key_without_its_prefix_is_refused()
    {
        await using var stage = await LoginStage.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            BrevLogin.SignInWithApiKeyAsync("canary", "org-1", stage.Configure(new BrevLoginOptions())));

        Assert.Empty(stage.Brev.Requests);
    }

    [Fact]
    public async Task A_device_login_drops_the_API_key()
    {
        await using var stage = await LoginStage.StartAsync();
        await BrevLogin.SignInWithApiKeyAsync("bak-canary", "org-1", stage.Configure(new BrevLoginOptions()));
        var token = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1));
        stage.Script("""{"loginUrl":"https://login.nvidia.com/","sessionKey":"key"}""", (200, $$"""{"token":"{{token}}"}"""));

        await stage.SignInAsync(BrevLoginProvider.Nvidia);

        Assert.False(CredentialsFile.Read(stage.Path).ContainsKey("api_key"));
    }

    [Fact]
    public async Task A_login_replaces_a_damaged_file()
    {
        await using var stage = await LoginStage.StartAsync();
        await File.WriteAllTextAsync(stage.Path, """{"access_token":"eyJ""");
        var options = stage.Configure(new BrevLoginOptions { AskBrev = false });
        options.Credential.TimeProvider = TimeProvider.System;
        var token = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));

        await BrevLogin.SignInWithTokenAsync(token, options);

        Assert.Equal(token, CredentialsFile.AccessToken(stage.Path));
        Assert.Empty(stage.Brev.Requests);
    }

    [Fact]
    public async Task Signing_out_deletes_the_login_and_the_active_organization_and_nothing_else_and_can_be_repeated()
    {
        await using var stage = await LoginStage.StartAsync();
        await BrevLogin.SignInWithApiKeyAsync("bak-canary", "org-1", stage.Configure(new BrevLoginOptions()));
        var other = Path.Combine(Path.GetDirectoryName(stage.Path)!, "ssh_config");
        await File.WriteAllTextAsync(other, "Host");

        await BrevLogin.SignOutAsync(stage.Configure(new BrevLoginOptions()));
        await BrevLogin.SignOutAsync(stage.Configure(new BrevLoginOptions()));

        Assert.False(File.Exists(stage.Path));
        Assert.False(File.Exists(stage.ActiveOrganizationPath));
        Assert.True(File.Exists(other));
    }
}
