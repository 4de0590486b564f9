namespace Brev.Sdk.Tests.Authentication;

/// <summary>A token from a store may be of any age, and of any life.</summary>
public sealed class StoredLifetimeTests
{
    private const string RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";

    [Rule("1.2")]
    [Theory]
    [InlineData(79, 0)]
    [InlineData(81, 1)]
    public async Task A_stored_token_that_lives_shorter_than_the_window_is_refreshed_in_the_last_fifth_of_its_life(int seconds, int calls)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var now = stage.Clock.GetUtcNow();
        var credential = stage.Own(
            BrevCredential.FromTokens(TestToken.Create(now, now.AddSeconds(100)), RefreshToken, stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromSeconds(seconds));

        await credential.GetTokenAsync();
        await stage.DrainAsync();

        Assert.Equal(calls, stage.ProviderCalls);
    }
}
