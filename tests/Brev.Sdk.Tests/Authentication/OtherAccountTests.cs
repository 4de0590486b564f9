namespace Brev.Sdk.Tests.Authentication;

/// <summary>A credentials file that somebody else has signed in to: nobody goes on as somebody else without being told.</summary>
public sealed class OtherAccountTests : SharedFileCase
{
    [Rule("5.4")]
    [Fact]
    public async Task Another_account_is_never_adopted_silently()
    {
        await using var stage = await StartAsync();
        var credential = Create(stage);
        await credential.GetTokenAsync();
        CredentialsFile.Write(
            File, TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(3), subject: "somebody else"), RefreshToken);

        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        var inWindow = await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);
        stage.Clock.Advance(TimeSpan.FromMinutes(4));
        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());

        Assert.Equal(stage.FirstToken, inWindow.Token);
        Assert.Contains("another account", exception.Message, StringComparison.Ordinal);
        var warning = Assert.Single(stage.Log.Warnings);
        Assert.Contains("another account", warning, StringComparison.Ordinal);
        Assert.Contains("used for 00:04:00", warning, StringComparison.Ordinal);
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Fact]
    public async Task Another_account_that_signs_in_while_an_API_key_stands_in_front_of_the_login_is_not_adopted_either()
    {
        await using var stage = await StartAsync();
        var client = stage.CreateClient(Create(stage));
        await client.ListOrganizationsAsync();
        CredentialsFile.Write(File, stage.FirstToken, RefreshToken, file => file["api_key"] = "bak-canary");
        stage.Valid = "bak-canary";
        await client.ListOrganizationsAsync();

        var other = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(3), subject: "somebody else");
        CredentialsFile.Write(File, other, "other:device");
        stage.Valid = other;
        var exception = await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
        await stage.DrainAsync();

        Assert.True(exception.IsUnauthenticated);
        Assert.Contains("another account", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("brev login", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Api.Requests, request => request.Authorization == "Bearer " + other);
        Assert.Contains(stage.Log.Warnings, warning => warning.Contains("OtherAccount", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_account_behind_a_login_without_an_access_token_is_stored_for_its_owner_and_not_adopted()
    {
        await using var stage = await StartAsync();
        var credential = Create(stage);
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        CredentialsFile.Write(File, "", "other:device");
        var other = TestToken.Create(stage.Clock.GetUtcNow(), stage.Clock.GetUtcNow().AddHours(1), subject: "somebody else");
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{other}}"}""");

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());

        Assert.Contains("another account", exception.Message, StringComparison.Ordinal);
        Assert.Equal(other, CredentialsFile.AccessToken(File));
    }
}
