namespace Brev.Sdk.Tests.Authentication;

/// <summary>Somebody stores another token of the same account, which ends before the one in use does.</summary>
public sealed class EndedTokenTests : SharedFileCase
{
    [Rule("3.2")]
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_later_token_that_has_ended_does_not_take_the_place_of_one_that_has_not(int status)
    {
        await using var stage = await StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 500);
        var credential = Create(stage);
        var first = await credential.GetTokenAsync();
        StoreShortLived(stage, "auto-login");
        stage.Clock.Advance(TimeSpan.FromMinutes(30));

        try
        {
            await credential.ReplaceDeniedAsync(first, (System.Net.HttpStatusCode)status, default);
        }
        catch (BrevConnectionException)
        {
            // The provider fails; what counts is what is left.
        }

        Assert.Equal(first.Token, (await credential.GetTokenAsync()).Token);
    }

    [Fact]
    public async Task Nor_does_it_when_the_provider_fails_in_the_window()
    {
        await using var stage = await StartAsync();
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 500);
        var credential = Create(stage);
        var first = await credential.GetTokenAsync();
        StoreShortLived(stage, "another-key:another-device");
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        await credential.GetTokenAsync();
        await stage.RefreshesAsync(1);

        Assert.Equal(first.Token, (await credential.GetTokenAsync()).Token);
    }

    [Fact]
    public async Task A_later_token_that_has_ended_and_cannot_be_refreshed_does_not_end_a_login_that_can()
    {
        await using var stage = await StartAsync();
        var credential = Create(stage);
        await credential.GetTokenAsync();
        StoreShortLived(stage, "auto-login");
        stage.Clock.Advance(TimeSpan.FromHours(1));

        var token = await credential.GetTokenAsync();

        Assert.Equal((stage.Valid, 1), (token.Token, stage.ProviderCalls));
        Assert.Equal((stage.Valid, RefreshToken), (CredentialsFile.AccessToken(
            File), CredentialsFile.Read(File)["refresh_token"]!.GetValue<string>()));
    }

    /// <summary>A token that was copied from the website, as <c>brev login --token</c> stores it a while later.</summary>
    private void StoreShortLived(AuthenticationStage stage, string refreshToken)
    {
        var now = stage.Clock.GetUtcNow();
        CredentialsFile.Write(File, TestToken.Create(now.AddMinutes(1), now.AddMinutes(16)), refreshToken);
    }
}
